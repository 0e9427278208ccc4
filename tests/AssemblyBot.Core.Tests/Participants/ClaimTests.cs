namespace AssemblyBot.Core.Tests.Participants;

public sealed class ClaimTests
{
    private static JoiningPhrases P => TestInstallation.Book().Joining;

    [Fact]
    public async Task A_code_makes_the_first_who_sends_it_an_organiser_and_nobody_else()
    {
        await using var installation = await TestInstallation.StartAsync();
        var code = await IssueAsync(installation, Role.Organiser);

        var first = await installation.Person("ana").AsksAsync(new CardAction.Claim(code));
        var second = await installation.Person("ben").AsksAsync(new CardAction.Claim(code));
        await installation.RestartAsync();
        var status = await installation.Person("ana").AsksAsync(new CardAction.Organise("status"));
        var refused = await installation.Person("ben").AsksAsync(new CardAction.Organise("status"));

        Assert.Equal(P.ClaimedOrganiser.Text, first.Notice);
        Assert.Contains("/assembly:", first.Text(), StringComparison.Ordinal);
        Assert.Equal(P.ClaimWrong.Text, second.Text().Trim());
        Assert.Contains("The commons", status.Text(), StringComparison.Ordinal);
        Assert.Equal(TestInstallation.Book().Common.NotAllowed.Text, refused.Text().Trim());
    }

    [Fact]
    public async Task A_code_is_read_however_it_is_typed()
    {
        await using var installation = await TestInstallation.StartAsync();
        await installation.RecordAsync(new Change.IssueCode(SetupCode.Hash("70K1-ABCD-EFGH"), Role.Moderator, installation.Clock.GetUtcNow()));

        var card = await installation.Person("ana").AsksAsync(new CardAction.Claim(" 7ok l abcd-efgh"));

        Assert.Equal(P.ClaimedModerator.Text, card.Notice);
    }

    [Fact]
    public async Task A_claim_delivered_twice_is_answered_as_the_first_time()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        var first = await ana.AsksAsync(new CardAction.Claim(await IssueAsync(installation, Role.Moderator)));

        var again = await ana.RedeliversAsync();

        Assert.Equal(first.Text(), again!.Text());
    }

    [Fact]
    public async Task A_moderators_code_takes_nothing_from_an_organiser()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.AsksAsync(new CardAction.Claim(await IssueAsync(installation, Role.Organiser)));

        var card = await ana.AsksAsync(new CardAction.Claim(await IssueAsync(installation, Role.Moderator)));

        Assert.Equal(P.ClaimedOrganiser.Text, card.Notice);
    }

    [Fact]
    public async Task Without_a_code_or_with_a_wrong_one_a_card_says_what_to_do()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");

        Assert.Equal(P.ClaimHow.Text, (await ana.AsksAsync(new CardAction.Claim(null))).Text().Trim());
        Assert.Equal(P.ClaimWrong.Text, (await ana.AsksAsync(new CardAction.Claim("AAAA-BBBB-CCCC"))).Text().Trim());
    }

    [Fact]
    public void Codes_have_sixty_bits_and_are_all_different()
    {
        var codes = Enumerable.Range(0, 2000).Select(_ => SetupCode.Create()).ToArray();

        Assert.All(codes, code => Assert.Matches("^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$", code));
        Assert.Equal(codes.Length, codes.Distinct().Count());
    }

    private static async Task<string> IssueAsync(TestInstallation installation, Role role)
    {
        var code = SetupCode.Create();
        await installation.RecordAsync(new Change.IssueCode(SetupCode.Hash(code), role, installation.Clock.GetUtcNow()));
        return code;
    }
}
