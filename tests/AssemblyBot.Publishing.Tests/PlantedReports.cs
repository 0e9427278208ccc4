using AssemblyBot.Consensus;
using AssemblyBot.Consensus.Simulation;
using AssemblyBot.Publishing.Reports;

namespace AssemblyBot.Publishing.Tests;

/// <summary>Reports on made-up conversations.</summary>
internal static class PlantedReports
{
    public static PublishedReport Of(PlantedConversation plan, string title = "Trams & parks", ConsensusOptions? options = null)
    {
        var votes = VoteMatrix.From(plan.Votes(), Enumerable.Range(0, plan.Statements), moderatedOut: [3], meta: [4]);
        var findings = ConsensusEngine.Analyse(votes, options ?? new(), cancellationToken: TestContext.Current.CancellationToken);
        return new()
        {
            Title = title,
            Url = "https://example.org/1",
            Findings = findings,
            Texts = Enumerable.Range(0, plan.Statements).ToDictionary(id => id, id => $"Statement \"{id}\", said,\n= as it was"),
            VoteEvents = findings.VoteCount + 3,
            Timings = [new("load", 1.25), new("analyse", 2.5), .. findings.Timings],
        };
    }

    public static PublishedReport TwoGroups(string title = "Trams & parks") => Of(new PlantedConversation { People = 120, Statements = 24, Groups = 2, Separation = 2, ShareSeen = 0.7 }, title);
}
