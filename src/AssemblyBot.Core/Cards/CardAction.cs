namespace AssemblyBot.Core.Cards;

/// <summary>
/// What a button, a command or a text asks for. Those that <see cref="ButtonSeal"/> can put into a button have ids and
/// choices only.
/// </summary>
public abstract record CardAction
{
    private CardAction()
    {
    }

    /// <summary>Come in: by a join code, or without one.</summary>
    public sealed record Start(string? Code) : CardAction;

    /// <summary>Go on with an assembly, from the list or from a channel's post.</summary>
    public sealed record Enter(AssemblyId Assembly) : CardAction;

    /// <summary>
    /// Accept the consent text of this version, as read in <paramref name="ReadIn"/> (a two-letter code) by someone of
    /// whom nothing is stored yet; null: someone's own language stays.
    /// </summary>
    public sealed record Consent(AssemblyId Assembly, int Version, string? ReadIn = null) : CardAction;

    /// <summary>Do not take part.</summary>
    public sealed record Decline(AssemblyId Assembly) : CardAction;

    /// <summary>Vote.</summary>
    public sealed record Vote(AssemblyId Assembly, StatementId Statement, Stance Stance) : CardAction;

    /// <summary>Take the vote on this statement back and see the statement again.</summary>
    public sealed record Undo(AssemblyId Assembly, StatementId Statement) : CardAction;

    /// <summary>See the next statement.</summary>
    public sealed record Next(AssemblyId? Assembly) : CardAction;

    /// <summary>Write a statement: the next text is one.</summary>
    public sealed record Write(AssemblyId? Assembly) : CardAction;

    /// <summary>Stop writing.</summary>
    public sealed record CancelWriting(AssemblyId Assembly) : CardAction;

    /// <summary>Add this statement to the current assembly.</summary>
    public sealed record AddStatement(string Text) : CardAction;

    /// <summary>A text that is no command.</summary>
    public sealed record Say(string Text) : CardAction;

    /// <summary>See the summary; what a button asks for is always <see cref="SummaryForm.Card"/>.</summary>
    public sealed record ShowSummary(AssemblyId? Assembly, SummaryForm Form = SummaryForm.Card) : CardAction;

    /// <summary>See one's own statements.</summary>
    public sealed record MyStatements : CardAction;

    /// <summary>See one's own votes, <paramref name="Page"/> counted from 0.</summary>
    public sealed record MyVotes(AssemblyId? Assembly, int Page) : CardAction;

    /// <summary>See one statement again, to change the vote on it.</summary>
    public sealed record Open(AssemblyId Assembly, StatementId Statement) : CardAction;

    /// <summary>See what can be done.</summary>
    public sealed record Help : CardAction;

    /// <summary>Choose a language: see the choice, or make it.</summary>
    public sealed record Language(string? Code) : CardAction;

    /// <summary>Be told of new statements, or not.</summary>
    public sealed record News(AssemblyId Assembly, bool Wanted) : CardAction;

    /// <summary>Be left alone: no messages, no writing.</summary>
    public sealed record Stop : CardAction;

    /// <summary>
    /// Be forgotten: see what that means, or with <paramref name="WithVotes"/> chosen, do it: the account goes in any
    /// case, the votes go too or stay without a name.
    /// </summary>
    public sealed record Forget(bool? WithVotes) : CardAction
    {
        /// <summary>Whether what they wrote goes too. Default: it stays without a name.</summary>
        public bool WithStatements { get; init; }
    }

    /// <summary>See the open assemblies.</summary>
    public sealed record Assemblies : CardAction;

    /// <summary>Use a set-up code up.</summary>
    public sealed record Claim(string? Code) : CardAction;

    /// <summary>
    /// See the next statement that waits for a moderator, or one by its number in the current assembly, as typed.
    /// </summary>
    public sealed record Queue(string? Number = null) : CardAction;

    /// <summary>Accept a statement.</summary>
    public sealed record Accept(AssemblyId Assembly, StatementId Statement) : CardAction;

    /// <summary>Reject a statement; without a reason: see the reasons to choose from.</summary>
    public sealed record Reject(AssemblyId Assembly, StatementId Statement, RejectionReason? Reason) : CardAction;

    /// <summary>Look at the next waiting statement and leave this one for later.</summary>
    public sealed record Skip(AssemblyId Assembly, StatementId Statement) : CardAction;

    /// <summary>
    /// An organiser's command on an assembly or on the channel it is given in: <c>status</c>, <c>open</c>, <c>close</c>,
    /// <c>link CODE</c>, <c>unlink</c>, <c>schedule DAYS TIME ZONE</c>; <c>new</c>, followed by the title, the question and
    /// first statements, each on a line of its own or with <c>|</c> between them; empty: see them.
    /// </summary>
    public sealed record Organise(string Arguments) : CardAction;

    /// <summary>
    /// Join two accounts into one participant: without a code, get one; with the code that the other account got, do it.
    /// </summary>
    public sealed record LinkAccount(string? Code) : CardAction;

    /// <summary>
    /// Do, as whoever presses, what is asked for in the text that the card answers; <paramref name="Digest"/> tells that
    /// text from any other. For front ends alone: they know the text and ask the desk for what it says.
    /// </summary>
    public sealed record Confirm(long Digest) : CardAction;

    /// <summary>The form for a new statement.</summary>
    public sealed record StatementForm(AssemblyId Assembly) : CardAction;

    /// <summary>The form for a new assembly.</summary>
    public sealed record AssemblyForm : CardAction;

    /// <summary>A form that was sent, with its fields in the order in which they were asked for.</summary>
    public sealed record Filled(CardAction Form, IReadOnlyList<string> Values) : CardAction;

    /// <summary>A button that is not ours, was changed, or is older than its kind lasts.</summary>
    public sealed record Unreadable : CardAction;

    /// <summary>A command that there is not.</summary>
    public sealed record Unknown : CardAction;
}
