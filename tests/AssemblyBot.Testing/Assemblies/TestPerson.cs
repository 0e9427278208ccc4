using AssemblyBot.Consensus;
using AssemblyBot.Core.Assemblies;
using AssemblyBot.Core.Cards;
using AssemblyBot.Core.Channels;
using AssemblyBot.Core.Desk;
using AssemblyBot.Core.Participants;
using AssemblyBot.Core.Statements;
using Microsoft.Extensions.DependencyInjection;

namespace AssemblyBot.Testing.Assemblies;

/// <summary>
/// Someone on the platform <c>test</c>. Each thing they do is one delivery and returns the card that answers it; what a
/// button can hold goes through the seal on its way, as on a real platform.
/// </summary>
public sealed class TestPerson
{
    private readonly TestInstallation _installation;
    private Request? _last;

    internal TestPerson(TestInstallation installation, string name, string? locale)
    {
        _installation = installation;
        Identity = new Person(RecordingMessenger.Name, IdOf(name), $"address-of-{name}", locale);
    }

    /// <summary>The person as the platform names them.</summary>
    public Person Identity { get; }

    /// <summary>The card on their screen.</summary>
    public Card Card { get; private set; } = new() { Blocks = [] };

    /// <summary>The number of the statement on the card; null when it shows none.</summary>
    public int? Statement => Card.Rows.SelectMany(row => row).Select(button => button.Action).OfType<CardAction.Vote>()
        .Select(vote => (int?)vote.Statement.Number).FirstOrDefault();

    private ButtonSeal Seal => _installation.Services.GetRequiredService<ButtonSeal>();

    private AssemblyId Assembly => _installation.Assembly.Id;

    /// <summary>What the platform calls the account of a person.</summary>
    public static string IdOf(string name) => $"account-of-{name}";

    /// <summary>Starts and accepts the consent text of the assembly, by default the first.</summary>
    public async Task<Card> JoinsAsync(LiveAssembly? assembly = null)
    {
        assembly ??= _installation.Assembly;
        await StartsAsync(assembly.Record.Code);
        return await PressesAsync(TestInstallation.Book(Card.Language).Joining.Accept);
    }

    public Task<Card> StartsAsync(string? code = null) => AsksAsync(new CardAction.Start(code));

    /// <summary>Votes as if by the button of a card with that statement.</summary>
    public Task<Card> VotesAsync(int statement, Stance stance) =>
        PressesAsync(new CardAction.Vote(Assembly, new StatementId(statement), stance));

    /// <summary>Votes on whatever statement is on the card.</summary>
    public Task<Card> VotesAsync(Stance stance) =>
        VotesAsync(Statement ?? throw new InvalidOperationException($"there is no statement on the card:\n{Card.Text()}"), stance);

    /// <summary>Presses the button with this label on the card.</summary>
    public Task<Card> PressesAsync(string label) => PressesAsync(Card.Button(label).Action);

    /// <summary>Presses a button with this action, whether or not it is on the card.</summary>
    public Task<Card> PressesAsync(CardAction action) => AsksAsync(Seal.Open(Seal.Seal(action, Identity), Identity));

    /// <summary>Presses a button that holds this text.</summary>
    public Task<Card> PressesRawAsync(string? text) => AsksAsync(Seal.Open(text, Identity));

    /// <summary>Writes a text that is no command.</summary>
    public Task<Card> SaysAsync(string text) => AsksAsync(new CardAction.Say(text));

    /// <summary>Begins a statement and writes it.</summary>
    public async Task<Card> WritesAsync(string text)
    {
        await PressesAsync(new CardAction.Write(Assembly));
        return await SaysAsync(text);
    }

    /// <summary>Asks for something in private.</summary>
    public async Task<Card> AsksAsync(CardAction action)
    {
        var card = await SendAsync(new Request(Identity, Place.Private.Instance, _installation.NextDelivery(), action));
        return card ?? throw new InvalidOperationException($"{action.GetType().Name} was not answered");
    }

    /// <summary>Asks for something where everyone reads along; null when it is not answered.</summary>
    public Task<Card?> AsksInAsync(ChannelAddress channel, CardAction action) =>
        SendAsync(new Request(Identity, new Place.InChannel(channel), _installation.NextDelivery(), action));

    /// <summary>An organiser's command in a channel.</summary>
    public async Task<Card> OrganisesInAsync(ChannelAddress channel, string arguments) =>
        await AsksInAsync(channel, new CardAction.Organise(arguments)) ?? throw new InvalidOperationException("no answer");

    /// <summary>Makes this account, and what is this account's, another's: gets a code there and sends it here.</summary>
    public async Task<Card> LinksToAsync(TestPerson other)
    {
        var card = await other.AsksAsync(new CardAction.LinkAccount(null));
        return await AsksAsync(new CardAction.LinkAccount(CardReading.LinkCodeOn(card)));
    }

    /// <summary>Asks for something on a platform that has forms.</summary>
    public async Task<Card> AsksWithFormsAsync(CardAction action)
    {
        var request = new Request(Identity, Place.Private.Instance, _installation.NextDelivery(), action) { TakesForms = true };
        return await SendAsync(request) ?? throw new InvalidOperationException($"{action.GetType().Name} was not answered");
    }

    /// <summary>Sends the form on the card, on a platform that has forms.</summary>
    public Task<Card> FillsAsync(params IReadOnlyList<string> values) => AsksWithFormsAsync(new CardAction.Filled(
        Card.Form?.Action ?? throw new InvalidOperationException($"there is no form on the card:\n{Card.Text()}"), values));

    /// <summary>The platform delivers the last request once more.</summary>
    public Task<Card?> RedeliversAsync() => SendAsync(_last ?? throw new InvalidOperationException("nothing was delivered"));

    /// <summary>The platform delivers an earlier request once more.</summary>
    public Task<Card?> RedeliversAsync(Request request) => SendAsync(request);

    /// <summary>The last delivery.</summary>
    public Request LastRequest => _last ?? throw new InvalidOperationException("nothing was delivered");

    private async Task<Card?> SendAsync(Request request)
    {
        _last = request;
        var card = await _installation.Services.GetRequiredService<FrontDesk>().AnswerAsync(request, CancellationToken.None);
        if (card is not null && request.Place is Place.Private)
            Card = card;
        return card;
    }
}
