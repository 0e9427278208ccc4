using AssemblyBot.Consensus.Simulation;

namespace AssemblyBot.Benchmarks.Engine;

/// <summary>A row of the tables of quality: a kind of conversation, of which several are made that differ in the seed alone.</summary>
internal sealed record QualityCell(string Name, PlantedConversation Plan)
{
    /// <summary>Two to five groups, from faint to clear, of whose statements a person sees from few to almost all; then conversations of other shapes.</summary>
    public static IEnumerable<QualityCell> Planted()
    {
        foreach (var groups in new[] { 2, 3, 4, 5 })
        {
            foreach (var separation in new[] { 0.5, 1, 2 })
            {
                foreach (var seen in new[] { 0.05, 0.2, 0.5, 0.9 })
                {
                    var plan = new PlantedConversation { People = 500, Statements = 100, Groups = groups, Separation = separation, ShareSeen = seen };
                    yield return new(FormattableString.Invariant($"{groups} groups, separation {separation}, {seen:P0} seen"), plan);
                }
            }
        }

        var small = new PlantedConversation { People = 60, Statements = 20, Groups = 2, Separation = 2, ShareSeen = 0.5 };
        yield return new("60 × 20, 2 groups, separation 1", small with { Separation = 1 });
        yield return new("60 × 20, 2 groups, separation 2", small);
        yield return new("60 × 20, 3 groups, separation 2", small with { Groups = 3 });
        yield return new("150 × 30, 2 groups, separation 1", small with { People = 150, Statements = 30, Separation = 1 });
        yield return new("150 × 30, 3 groups, separation 1.5", small with { People = 150, Statements = 30, Groups = 3, Separation = 1.5 });

        var usual = new PlantedConversation { People = 300, Statements = 60, Groups = 2, Separation = 1.5, ShareSeen = 0.3, PassShare = 0.15, Skew = 1, ShownSkew = 0.7 };
        yield return new("sizes 80/20", usual with { Sizes = [0.8, 0.2] });
        yield return new("40 × 30, sizes 80/20, 60 % seen", usual with { People = 40, Statements = 30, ShareSeen = 0.6, Sizes = [0.8, 0.2] });
        yield return new("sizes 90/10, separation 2", usual with { Separation = 2, Sizes = [0.9, 0.1] });
        yield return new("sizes 45/35/15/5", usual with { Groups = 4, Sizes = [0.45, 0.35, 0.15, 0.05] });
        yield return new("sizes 45/35/15/5, separation 2, 60 % seen", usual with { Groups = 4, Separation = 2, ShareSeen = 0.6, Sizes = [0.45, 0.35, 0.15, 0.05] });
        yield return new("2 groups, even probabilities", usual with { Opinions = PlantedOpinions.Even });
        yield return new("3 groups, even probabilities", usual with { Groups = 3, Opinions = PlantedOpinions.Even });
        yield return new("5 groups, even probabilities, 60 % seen", usual with { Groups = 5, ShareSeen = 0.6, Opinions = PlantedOpinions.Even });
        yield return new("3 groups, sides on a quarter of the statements", usual with { Groups = 3, Separation = 1, Opinions = PlantedOpinions.Sides });
        yield return new("2 groups, some agree more readily", usual with { AgreeBias = 0.7 });
        yield return new("3 groups, some agree and some pass more readily", usual with { Groups = 3, AgreeBias = 0.7, PassBias = 1 });
        yield return new("2,000 × 200, 4 groups, 5 % seen", usual with { People = 2000, Statements = 200, Groups = 4, ShareSeen = 0.05 });
    }

    /// <summary>Votes without groups: every statement has its own probability of being agreed with, the same for all, or moved by each person's habits.</summary>
    public static IEnumerable<QualityCell> WithoutStructure()
    {
        var plan = new PlantedConversation { Statements = 60, Groups = 1 };
        foreach (var people in new[] { 30, 100, 500 })
        {
            foreach (var seen in new[] { 0.05, 0.2, 0.5, 0.9 })
            {
                yield return new(FormattableString.Invariant($"{people} people × 60 statements, {seen:P0} seen"), plan with { People = people, ShareSeen = seen });
            }
        }

        yield return new("15 × 20, 70 % seen", plan with { People = 15, Statements = 20, ShareSeen = 0.7 });
        yield return new("1,000 × 100, shown unevenly, most drop in for a few votes", plan with { People = 1000, Statements = 100, ShareSeen = 0.08, Skew = 1.5, ShownSkew = 1.2 });
        yield return new("300 people, even probabilities, 15 % passes", plan with { People = 300, ShareSeen = 0.4, PassShare = 0.15, Opinions = PlantedOpinions.Even });
        yield return new("300 people, some agree more readily (0.5)", plan with { People = 300, ShareSeen = 0.3, AgreeBias = 0.5 });
        yield return new("500 people, some agree more readily (1)", plan with { People = 500, ShareSeen = 0.7, AgreeBias = 1 });
        yield return new("300 people, some pass more readily (1)", plan with { People = 300, ShareSeen = 0.5, PassShare = 0.15, PassBias = 1 });
        yield return new("500 people, both (0.5 and 1), shown unevenly", plan with { People = 500, ShareSeen = 0.4, PassShare = 0.15, PassBias = 1, AgreeBias = 0.5, ShownSkew = 1 });
    }
}
