using System.Security.Cryptography;

namespace AssemblyBot.Core.Tests.Cards;

public sealed class ButtonSealTests
{
    private static readonly AssemblyId Largest = new(long.MaxValue >> 1);
    private static readonly StatementId LastStatement = new(int.MaxValue);
    private static readonly Person Ana = new("telegram", "123456789012345", "123456789012345", "en");
    private static readonly ButtonSeal Seal = new(new InstallationKeys(SHA256.HashData("a secret"u8)));

    /// <summary>One of every kind that a button can hold, with the largest ids there can be.</summary>
    public static TheoryData<CardAction> Actions =>
    [
        new CardAction.Enter(Largest),
        new CardAction.Consent(Largest, int.MaxValue),
        new CardAction.Decline(Largest),
        .. Enum.GetValues<Stance>().Select(stance => new CardAction.Vote(Largest, LastStatement, stance)),
        new CardAction.Undo(Largest, LastStatement),
        new CardAction.Next(Largest),
        new CardAction.Next(null),
        new CardAction.Write(Largest),
        new CardAction.Write(null),
        new CardAction.CancelWriting(Largest),
        new CardAction.ShowSummary(Largest),
        new CardAction.ShowSummary(null),
        new CardAction.MyStatements(),
        new CardAction.MyVotes(Largest, int.MaxValue),
        new CardAction.MyVotes(null, 0),
        new CardAction.Open(Largest, LastStatement),
        new CardAction.Help(),
        new CardAction.Language(null),
        new CardAction.Language("es"),
        new CardAction.News(Largest, true),
        new CardAction.News(Largest, false),
        new CardAction.Stop(),
        new CardAction.Assemblies(),
        new CardAction.Queue(),
        new CardAction.Accept(Largest, LastStatement),
        new CardAction.Reject(Largest, LastStatement, null),
        .. Enum.GetValues<RejectionReason>().Select(reason => new CardAction.Reject(Largest, LastStatement, reason)),
        new CardAction.Skip(Largest, LastStatement),
        new CardAction.Forget(true),
        new CardAction.Confirm((1L << 48) - 1),
        new CardAction.Forget(false),
        new CardAction.Forget(true) { WithStatements = true },
        new CardAction.Forget(false) { WithStatements = true },
    ];

    [Theory]
    [MemberData(nameof(Actions), DisableDiscoveryEnumeration = true)]
    public void A_button_holds_every_action_in_64_bytes_and_gives_it_back(CardAction action)
    {
        var text = Seal.Seal(action, Ana);

        Assert.True(System.Text.Encoding.UTF8.GetByteCount(text) <= 64, $"{action} takes {text.Length} bytes");
        Assert.Equal(action, Seal.Open(text, Ana));
    }

    [Fact]
    public void A_button_of_someone_else_cannot_be_read()
    {
        var text = Seal.Seal(new CardAction.Vote(new AssemblyId(1), new StatementId(2), Stance.Agree), Ana);

        Assert.Equal(new CardAction.Unreadable(), Seal.Open(text, Ana with { Id = "123456789012346" }));
        Assert.Equal(new CardAction.Unreadable(), Seal.Open(text, Ana with { Platform = "discord" }));
    }

    [Fact]
    public void A_button_of_another_installation_cannot_be_read()
    {
        var other = new ButtonSeal(new InstallationKeys(SHA256.HashData("another secret"u8)));

        Assert.Equal(new CardAction.Unreadable(), Seal.Open(other.Seal(new CardAction.Help(), Ana), Ana));
    }

    [Fact]
    public void No_change_of_a_single_bit_is_accepted()
    {
        var sealed_ = System.Buffers.Text.Base64Url.DecodeFromChars(
            Seal.Seal(new CardAction.Vote(new AssemblyId(1), new StatementId(2), Stance.Agree), Ana));

        for (var bit = 0; bit < sealed_.Length * 8; bit++)
        {
            var changed = sealed_.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(new CardAction.Unreadable(), Seal.Open(System.Buffers.Text.Base64Url.EncodeToString(changed), Ana));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("vote:1:2")]
    [InlineData("AAAAAAAAAAAA")]
    [InlineData("\0")]
    [InlineData("not base64 at all 😀")]
    [InlineData("AQ==AQ==")]
    public void What_is_no_button_of_ours_cannot_be_read(string? text) =>
        Assert.Equal(new CardAction.Unreadable(), Seal.Open(text, Ana));

    [Fact]
    public void Noise_of_any_length_cannot_be_read()
    {
        var random = new Random(7);
        for (var length = 0; length < 400; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.Equal(new CardAction.Unreadable(), Seal.Open(System.Buffers.Text.Base64Url.EncodeToString(bytes), Ana));
        }
    }

    [Fact]
    public void A_text_has_no_place_in_a_button() =>
        Assert.Throws<ArgumentException>(() => Seal.Seal(new CardAction.Say("hello"), Ana));

    [Fact]
    public async Task A_forged_or_foreign_button_gets_a_polite_card_and_changes_nothing()
    {
        await using var installation = await TestInstallation.StartAsync();
        var (ana, ben) = (installation.Person("ana"), installation.Person("ben"));
        await ana.JoinsAsync();
        await ben.JoinsAsync();
        var seal = installation.Services.GetRequiredService<ButtonSeal>();
        var anas = seal.Seal(ana.Card.Button("Agree").Action, ana.Identity);

        var foreign = await ben.PressesRawAsync(anas);
        var forged = await ben.PressesRawAsync($"{anas[..^2]}AA");
        var garbage = await ben.PressesRawAsync("v1:agree:7");

        foreach (var card in new[] { foreign, forged, garbage })
        {
            Assert.Equal(TestInstallation.Book().Common.OldButton.Text, card.Blocks.OfType<Block.Paragraph>().Single().Text);
            Assert.Equal(["Go on voting"], card.Labels());
        }

        Assert.Empty(await installation.VotesOnDiskAsync());
    }

    [Fact]
    public async Task A_button_is_still_good_after_a_restart()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        var text = installation.Services.GetRequiredService<ButtonSeal>().Seal(ana.Card.Button("Agree").Action, ana.Identity);

        await installation.RestartAsync();
        var card = await ana.PressesRawAsync(text);

        Assert.Equal("Counted: Agree", card.Notice);
    }
}
