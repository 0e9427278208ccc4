namespace AssemblyBot.Core.Desk;

/// <summary>Answers every request with a card.</summary>
public sealed class FrontDesk
{
    private readonly Doorkeeper _door;
    private readonly Reception _reception;
    private readonly VotingBooth _booth;
    private readonly WritingDesk _writing;
    private readonly ModerationDesk _moderation;
    private readonly OrganisingDesk _organising;
    private readonly FoundingDesk _founding;
    private readonly LinkingDesk _linking;
    private readonly SummaryDesk _summaries;

    internal FrontDesk(
        Doorkeeper door,
        Reception reception,
        VotingBooth booth,
        WritingDesk writing,
        ModerationDesk moderation,
        OrganisingDesk organising,
        FoundingDesk founding,
        LinkingDesk linking,
        SummaryDesk summaries)
    {
        _door = door;
        _reception = reception;
        _booth = booth;
        _writing = writing;
        _moderation = moderation;
        _organising = organising;
        _founding = founding;
        _linking = linking;
        _summaries = summaries;
    }

    /// <summary>
    /// The card that answers a request; null when there is nothing to say. A person's mistake gets a card; only the
    /// program's own failure is an exception.
    /// </summary>
    /// <exception cref="StoreException">The store could not be read or written; nothing was changed.</exception>
    public async Task<Card?> AnswerAsync(Request request, CancellationToken cancellationToken)
    {
        var visit = await _door.ReceiveAsync(request, cancellationToken);
        var card = visit.Channel is null
            ? await AnswerInPrivateAsync(visit, cancellationToken)
            : await AnswerInChannelAsync(visit, visit.Channel, cancellationToken);
        return card is { Language: "" } ? card with { Language = visit.Language } : card;
    }

    private Task<Card?> AnswerInPrivateAsync(Visit visit, CancellationToken cancellationToken) => visit.Request.Action switch
    {
        CardAction.Start a => _reception.StartAsync(visit, a.Code, cancellationToken),
        CardAction.Enter a => _reception.EnterAsync(visit, a.Assembly, cancellationToken),
        CardAction.Assemblies => Now(_reception.ListAssemblies(visit)),
        CardAction.Consent a => _reception.ConsentAsync(visit, a, cancellationToken),
        CardAction.Decline a => Now(Reception.Decline(visit, a.Assembly)),
        CardAction.Language a => _reception.SetLanguageAsync(visit, a.Code, cancellationToken),
        CardAction.Stop => _reception.StopAsync(visit, cancellationToken),
        CardAction.Forget a => _reception.ForgetAsync(visit, a, cancellationToken),
        CardAction.Claim a => _reception.ClaimAsync(visit, a.Code, cancellationToken),
        CardAction.LinkAccount a => _linking.AnswerAsync(visit, a.Code, cancellationToken),
        CardAction.Help => Now(Reception.Help(visit)),

        CardAction.Vote a => _booth.CastAsync(visit, a, cancellationToken),
        CardAction.Undo a => _booth.UndoAsync(visit, a, cancellationToken),
        CardAction.Next a => _booth.NextAsync(visit, a.Assembly, cancellationToken),
        CardAction.Open a => _booth.OpenAsync(visit, a, cancellationToken),
        CardAction.MyVotes a => _booth.MyVotesAsync(visit, a, cancellationToken),
        CardAction.News a => _booth.SetNewsAsync(visit, a, cancellationToken),

        CardAction.Write a => _writing.BeginAsync(visit, a.Assembly, cancellationToken),
        CardAction.StatementForm a => _writing.BeginAsync(visit, a.Assembly, cancellationToken),
        CardAction.Filled { Form: CardAction.StatementForm form } a => _writing.FillAsync(visit, form, a.Values, cancellationToken),
        CardAction.CancelWriting a => _writing.CancelAsync(visit, a.Assembly, cancellationToken),
        CardAction.AddStatement a => _writing.AddAsync(visit, a.Text, cancellationToken),
        CardAction.Say a => _writing.HearAsync(visit, a.Text, cancellationToken),
        CardAction.MyStatements => _writing.MyStatementsAsync(visit, cancellationToken),

        CardAction.Queue a => Now(_moderation.Queue(visit, a.Number)),
        CardAction.Accept a => _moderation.AcceptAsync(visit, a, cancellationToken),
        CardAction.Reject a => _moderation.RejectAsync(visit, a, cancellationToken),
        CardAction.Skip a => Now(_moderation.Skip(visit, a)),

        CardAction.Organise a => _organising.AnswerAsync(visit, a.Arguments, cancellationToken),
        CardAction.AssemblyForm => Now(_founding.Begin(visit)),
        CardAction.Filled { Form: CardAction.AssemblyForm } a => _founding.FillAsync(visit, a.Values, cancellationToken),
        CardAction.ShowSummary a => _summaries.ShowAsync(visit, a, cancellationToken),
        CardAction.Unreadable => Now(Reception.OldButton(visit)),
        _ => Now(Reception.UnknownCommand(visit)),
    };

    private Task<Card?> AnswerInChannelAsync(Visit visit, ChannelAddress channel, CancellationToken cancellationToken) =>
        visit.Request.Action switch
        {
            CardAction.Start { Code: { } code } when visit.MayOrganise => _organising.LinkAsync(visit, channel, code, cancellationToken),
            CardAction.Start a => Now(_reception.Invite(visit, a.Code)),
            CardAction.Enter or CardAction.Assemblies or CardAction.Next or CardAction.Help => Now(_reception.Invite(visit, null)),
            CardAction.ShowSummary a => _summaries.ShowAsync(visit, a, cancellationToken),
            CardAction.Organise a => _organising.AnswerAsync(visit, a.Arguments, cancellationToken),
            CardAction.AssemblyForm => Now(_founding.Begin(visit)),
            CardAction.Filled { Form: CardAction.AssemblyForm } a => _founding.FillAsync(visit, a.Values, cancellationToken),
            CardAction.Say or CardAction.Unreadable or CardAction.Unknown => Now(null),
            _ => Now(_reception.InPrivate(visit)),
        };

    private static Task<Card?> Now(Card? card) => Task.FromResult(card);
}
