using AssemblyBot.Consensus;
using AssemblyBot.Consensus.Simulation;
using AssemblyBot.Publishing.Reports;

namespace AssemblyBot.Publishing.Tests.Reports;

public sealed class FindingsTextTests
{
    private static readonly PlantedConversation Plan = new() { People = 150, Statements = 24, Groups = 2, Separation = 2, ShareSeen = 0.7 };

    [Fact]
    public void Changes_since_an_earlier_report_are_told_group_by_group_and_statement_by_statement()
    {
        var earlier = PlantedReports.TwoGroups();
        var now = earlier with
        {
            Findings = earlier.Findings with
            {
                Groups = [earlier.Findings.Groups[0] with { Size = 40 }, earlier.Findings.Groups[1] with { Id = 2, Size = 31 }, earlier.Findings.Groups[1] with { Id = 3, Size = 29 }],
                Changes = new()
                {
                    NewParticipants = 1_200,
                    NewStatements = [22, 23],
                    NewVotes = 1,
                    Flows = [],
                    Moved = [17],
                    Splits = [new(1, [2, 3])],
                    Merges = [],
                    NewGroups = [2, 3],
                    GoneGroups = [1],
                    Risen = [new(5, 0.41, 0.666)],
                    Fallen = [new(6, 0.5, 0.25)],
                },
            },
        };

        var section = FindingsText.Of(now, earlier)[^1];

        Assert.Equal("Since the earlier report", section.Heading);
        Assert.Equal(
            [
                "1,200 people joined; 1 vote and 2 statements came in.",
                "Group B split into C and D.",
                $"Group A went from {earlier.Findings.Groups[0].Size} to 40 people.",
                "Group C is new.",
                "Group D is new.",
                "Group B is no more.",
                "1 person moved from one group to another.",
                "Rose: 5 “Statement \"5\", said, = as it was”: at least 67 % of every group agree, 41 % before.",
                "Fell: 6 “Statement \"6\", said, = as it was”: at least 25 % of every group agree, 50 % before.",
            ],
            section.Sentences);
    }

    [Fact]
    public void Without_an_earlier_report_nothing_is_said_about_changes()
    {
        var report = PlantedReports.Of(Plan);

        Assert.Equal(["Turnout", "Groups", "Common ground", "Divides", "Firmness"], FindingsText.Of(report, earlier: null).Select(section => section.Heading));
    }

    [Fact]
    public void A_group_stands_for_what_most_of_its_members_say()
    {
        var report = PlantedReports.Of(Plan);
        var group = report.Findings.Groups[0];
        var finding = report.Findings.Statements.First(statement => statement.ByGroup[0].Agrees > statement.ByGroup[0].Disagrees);
        var oddlySided = new RepresentativeStatement
        {
            Statement = finding.Statement,
            Side = Stance.Disagree,
            Successes = finding.ByGroup[0].Disagrees,
            Trials = finding.ByGroup[0].Seen,
            Share = 0.1,
            ShareTest = 1,
            Ratio = 1,
            RatioTest = 1,
            IsBestAgree = true,
        };
        report = report with { Findings = report.Findings with { Groups = [group with { Representative = [oddlySided] }, .. report.Findings.Groups.Skip(1)] } };

        var sentences = FindingsText.Of(report, earlier: null).Single(section => section.Heading == "Groups").Sentences;

        Assert.Contains(
            $"Group A agrees with {finding.Statement} “Statement \"{finding.Statement}\", said, = as it was”: {finding.ByGroup[0].Agrees} of {finding.ByGroup[0].Seen}.",
            sentences);
    }

    [Theory]
    [InlineData(0.81, "The groups are firm: 0.81")]
    [InlineData(0.6, "The groups are fairly firm: 0.60")]
    [InlineData(0.59, "The groups are loose, to be taken with care: 0.59")]
    [InlineData(null, "How firm the groups are was not measured.")]
    public void Firmness_is_told_in_words_and_in_numbers(double? firmness, string words)
    {
        var report = PlantedReports.Of(Plan);
        report = report with { Findings = report.Findings with { Firmness = firmness } };

        Assert.StartsWith(words, Assert.Single(FindingsText.Of(report, earlier: null).Single(section => section.Heading == "Firmness").Sentences), StringComparison.Ordinal);
    }

    [Fact]
    public void Statements_that_were_moderated_out_are_neither_common_ground_nor_divides()
    {
        var report = PlantedReports.Of(Plan);
        var everyone = report.Findings.Statements.Select(statement => statement with { AgreementBound = 0.9, GroupAwareConsensusMean = statement.Statement is 3 or 4 ? 1 : 0.5 }).ToArray();
        report = report with { Findings = report.Findings with { Statements = everyone } };

        var text = string.Join('\n', FindingsText.Of(report, earlier: null).Where(section => section.Heading is "Common ground" or "Divides").SelectMany(section => section.Sentences));

        Assert.Contains("Agreed with: ", text);
        Assert.DoesNotContain("Statement \"3\"", text);
        Assert.DoesNotContain("Statement \"4\"", text);
    }
}
