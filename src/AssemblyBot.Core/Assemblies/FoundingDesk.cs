namespace AssemblyBot.Core.Assemblies;

/// <summary>Lets organisers create assemblies from a chat.</summary>
internal sealed class FoundingDesk(AssemblyHall hall, Secretary secretary, Drafts drafts)
{
    private static readonly CardAction Form = new CardAction.AssemblyForm();

    /// <summary>Answers <c>/assembly new</c>; <paramref name="typed"/> is what follows it.</summary>
    public async Task<Card?> AnswerAsync(Visit visit, string typed, CancellationToken cancellationToken)
    {
        if (!visit.MayOrganise || (visit.TakesForms && string.IsNullOrWhiteSpace(typed)))
            return Begin(visit);

        var draft = AssemblyDraft.ReadLines(typed);
        return draft.IsComplete
            ? await CreateAsync(visit, draft, cancellationToken)
            : FoundingCards.How(visit);
    }

    /// <summary>The form for a new assembly, with what was typed into it before.</summary>
    public Card Begin(Visit visit)
    {
        if (!visit.MayOrganise)
            return JoiningCards.Say(visit.Book.Common.NotAllowed);
        return visit.TakesForms ? FoundingCards.Begin(visit, drafts.Of(visit, Form)) : FoundingCards.How(visit);
    }

    /// <summary>Creates the assembly of a form that was sent.</summary>
    public async Task<Card?> FillAsync(Visit visit, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        if (!visit.MayOrganise)
            return Begin(visit);

        drafts.Keep(visit, Form, values);
        var draft = AssemblyDraft.ReadForm(values);
        return draft.IsComplete
            ? await CreateAsync(visit, draft, cancellationToken)
            : FoundingCards.Again(visit, visit.Book.Founding.Incomplete);
    }

    private async Task<Card> CreateAsync(Visit visit, AssemblyDraft draft, CancellationToken cancellationToken)
    {
        var p = visit.Book.Founding;
        if (Check(visit, draft) is { } wrong)
            return FoundingCards.Again(visit, wrong);
        if (draft.Code is { } code && hall.FindByCode(code) is { } other && other.Record.Code != code)
            return FoundingCards.Again(visit, p.CodeTaken.With(("code", code)));

        // A code that is the same as another's is the store's to refuse: it may be this command, delivered again.
        var create = ToChange(visit, draft);
        var created = await secretary.RecordAsync(visit, create, cancellationToken) switch
        {
            Outcome.Accepted { Value: var id } => hall.Find(new AssemblyId(id)),
            Outcome.Duplicate { Value: var id } => hall.Find(new AssemblyId(id)),
            _ => null,
        };
        if (created is null)
            return FoundingCards.Again(visit, p.CodeTaken.With(("code", create.Code)));

        drafts.Drop(visit, Form);
        return FoundingCards.Created(visit, created);
    }

    /// <summary>What is wrong, in words; null: nothing.</summary>
    private static string? Check(Visit visit, AssemblyDraft draft)
    {
        var p = visit.Book.Founding;
        if (IsTooLong(draft.Title, AssemblyDraft.LongestTitle))
            return TooLong(visit, p.Title, draft.Title, AssemblyDraft.LongestTitle);
        if (IsTooLong(draft.Question, AssemblyDraft.LongestQuestion))
            return TooLong(visit, p.Question, draft.Question, AssemblyDraft.LongestQuestion);
        if (draft.Code is { } code && !AssemblyFileReader.IsJoinCode(code))
            return p.WrongCode.With(("code", code.Length > 64 ? $"{code[..64]}…" : code));

        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var number = 1; number <= draft.Statements.Count; number++)
        {
            var text = draft.Statements[number - 1];
            if (IsTooLong(text, LongestStatement))
                return TooLong(visit, p.StatementNumber.With(("number", number)), text, LongestStatement);
            if (!numbers.TryAdd(StatementText.FingerprintOf(text), number))
                return p.SameTwice.With(("number", number), ("other", numbers[StatementText.FingerprintOf(text)]));
        }

        return null;
    }

    /// <summary>What a file without options would say, in the organiser's language, and not open yet.</summary>
    private static Change.CreateAssembly ToChange(Visit visit, AssemblyDraft draft)
    {
        LocalText Text(string text) => LocalText.Of(visit.Language, text);
        var file = new AssemblyFile
        {
            Code = draft.Code,
            Title = Text(draft.Title),
            Question = Text(draft.Question),
            Introduction = Text(visit.Book.Founding.Introduction),
            Languages = [visit.Language],
            Seeds = [.. draft.Statements.Select(Text)],
        };
        return AssemblyFileReader.ToChange(file, JoinCodes.Create(), visit.Now) with { Stage = Stage.Draft };
    }

    /// <summary>As long as a participant's statement may be.</summary>
    private const int LongestStatement = AssemblyFile.DefaultStatementLength;

    private static bool IsTooLong(string text, int limit) =>
        StatementText.LengthOf(text) > limit || text.Length > limit * StatementText.MostUnitsPerCharacter;

    private static string TooLong(Visit visit, string field, string text, int limit) => visit.Book.Founding.TooLong.With(
        ("field", field), ("length", Math.Max(StatementText.LengthOf(text), limit + 1)), ("limit", limit));
}
