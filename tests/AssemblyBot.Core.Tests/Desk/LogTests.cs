namespace AssemblyBot.Core.Tests.Desk;

public sealed class LogTests
{
    [Fact]
    public async Task No_line_of_the_log_says_who_anyone_is_or_what_they_think_or_wrote()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly
            .WithSeeds("Zebras graze", "Yaks climb")
            .WithSummaries("daily 17:00"));
        var square = RecordingMessenger.Channel("square");
        await installation.Organiser.OrganisesInAsync(square, "link commons");
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.VotesAsync(1, Stance.Agree);
        await ana.VotesAsync(2, Stance.Disagree);
        await ana.PressesAsync(TestInstallation.Book().Voting.WantNews);
        await ana.PressesAsync(new CardAction.Undo(installation.Assembly.Id, new StatementId(2)));
        await ana.WritesAsync("Wombats dig");
        await ana.WritesAsync("wombats DIG");
        await ana.PressesRawAsync("forged");
        await ana.AsksAsync(new CardAction.Claim("AAAA-BBBB-CCCC"));
        await installation.Person("ben").LinksToAsync(ana);
        await installation.Person("ben").AsksAsync(new CardAction.LinkAccount("BBBB-CCCC-DDDD"));
        await installation.Organiser.AsksAsync(new CardAction.Organise("new Quokkas | Do quokkas smile? | Quokkas smile"));
        await installation.Moderator.PressesAsync(new CardAction.Reject(installation.Assembly.Id, new StatementId(3), RejectionReason.Personal));
        installation.Messenger.Answer(new PostOutcome.Unknown(), new PostOutcome.TryAgain(TimeSpan.FromSeconds(1)), new PostOutcome.Gone("forbidden"));
        await installation.PassAsync(TimeSpan.FromHours(5));
        installation.Messenger.BeforePost = _ => throw new InvalidOperationException("the network failed");
        await installation.PassAsync(TimeSpan.FromDays(1));
        installation.Messenger.BeforePost = null;
        installation.Store.BeforeAppend = _ => throw new StoreException("the disk is full");
        await Assert.ThrowsAsync<StoreException>(() => ana.VotesAsync(1, Stance.Pass));
        installation.Store.BeforeAppend = null;
        await installation.RestartAsync();
        await ana.AsksAsync(new CardAction.ShowSummary(null));
        await ana.AsksAsync(new CardAction.Forget(true));

        Assert.Contains(installation.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Contains(installation.Log.Lines, line => line.Contains("Wrote the summary", StringComparison.Ordinal));
        string[] secrets = ["account-of", "address-of", "chat-of", "Zebras", "Yaks", "ombats", "uokkas", "AAAA", "BBBB", "Agree", "Disagree", "Stance"];
        foreach (var secret in secrets)
            Assert.DoesNotContain(installation.Log.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }
}
