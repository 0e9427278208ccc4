using AssemblyBot.Consensus.Simulation;
using AssemblyBot.Worker.Rehearsals;

namespace AssemblyBot.Worker.Tests.Rehearsals;

public sealed class RehearsalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_conversation_gives_the_same_summaries_again()
    {
        var conversation = await PublishedConversations.ReadAsync("london.youth.policing", Token);

        using var once = await PlayedConversation.PlayAsync(conversation, Token);
        using var again = await PlayedConversation.PlayAsync(conversation, Token);

        Assert.Equal(once.LastSummary, again.LastSummary);
        Assert.Equal(once.Result.Summaries, again.Result.Summaries);
    }

    [Fact]
    public async Task Planted_groups_are_found()
    {
        var planted = new PlantedConversation { People = 150, Statements = 30, Groups = 2, Separation = 2, Skew = 0, Seed = 2 };

        using var played = await PlayedConversation.PlayAsync(RehearsedConversations.From(planted), Token);

        Assert.Contains("Group A", played.LastSummary, StringComparison.Ordinal);
        Assert.Contains("Group B", played.LastSummary, StringComparison.Ordinal);
        Assert.DoesNotContain("Group C", played.LastSummary, StringComparison.Ordinal);
        var people = await played.PeopleAsync(Token);
        var truth = planted.Truth();
        var grouped = played.Assembly.Findings!.Participants.Where(person => person.Group is not null).ToArray();
        var mixed = grouped.GroupBy(person => person.Group).Sum(group =>
            group.Count() - group.CountBy(person => truth[(int)people[person.Participant] - 1]).Max(count => count.Value));
        Assert.True(grouped.Length > 100, $"{grouped.Length} people are in groups");
        Assert.True(mixed <= grouped.Length / 10, $"{mixed} of {grouped.Length} people are in the wrong group");
    }
}
