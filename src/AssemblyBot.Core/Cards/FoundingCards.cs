namespace AssemblyBot.Core.Cards;

/// <summary>The cards of creating an assembly. Pure.</summary>
internal static class FoundingCards
{
    private const int MostStatementCharacters = 4000;

    /// <summary>How a new assembly is written after the command.</summary>
    public static Card How(Visit visit) => Answer(visit, [new Block.Heading(visit.Book.Founding.FormTitle), .. HowBlocks(visit)]);

    /// <summary>The form, with what was typed into its fields before.</summary>
    public static Card Begin(Visit visit, IReadOnlyList<string> typed)
    {
        var p = visit.Book.Founding;
        FormField[] fields =
        [
            new(p.Title, p.TitleHint, IsLong: false, IsRequired: true, AssemblyDraft.LongestTitle),
            new(p.Question, p.QuestionHint, IsLong: true, IsRequired: true, AssemblyDraft.LongestQuestion),
            new(p.Code, p.CodeHint, IsLong: false, IsRequired: false, 32),
            new(p.Statements, p.StatementsHint, IsLong: true, IsRequired: false, MostStatementCharacters),
        ];
        return Answer(visit, new Block.Heading(p.FormTitle), new Block.Paragraph(p.WhatItIs)) with
        {
            Rows = FormRows(visit),
            Form = new Form(
                new CardAction.AssemblyForm(),
                p.FormTitle,
                p.WhatItIs,
                [.. fields.Select((field, index) => field.With(typed.ElementAtOrDefault(index) ?? ""))]),
        };
    }

    /// <summary>What was wrong, and the way to mend it.</summary>
    public static Card Again(Visit visit, string wrong) => visit.TakesForms
        ? Answer(visit, new Block.Paragraph(wrong)) with { Rows = FormRows(visit) }
        : Answer(visit, [new Block.Paragraph(wrong), .. HowBlocks(visit)]);

    /// <summary>The new assembly's code, and what to do next.</summary>
    public static Card Created(Visit visit, LiveAssembly assembly)
    {
        var p = visit.Book.Founding;
        return Answer(
            visit,
            new Block.Heading(assembly.Settings.Title.In(visit.Language)),
            new Block.Paragraph(p.Created.With(("code", assembly.Record.Code), ("count", assembly.Accepted.Count()))),
            new Block.Paragraph(p.NextLink.With(("code", assembly.Record.Code))),
            new Block.Paragraph(p.NextOpen.With(("code", assembly.Record.Code))));
    }

    private static IEnumerable<Block> HowBlocks(Visit visit) =>
        [new Block.Paragraph(visit.Book.Founding.How), new Block.Note(visit.Book.Founding.Example)];

    private static IReadOnlyList<IReadOnlyList<Button>> FormRows(Visit visit) =>
        [[new Button(visit.Book.Founding.FillIn, new CardAction.AssemblyForm(), Tone.Main)]];

    private static Card Answer(Visit visit, params IReadOnlyList<Block> blocks) => new()
    {
        Blocks = blocks,
        Audience = visit.Channel is null ? Audience.Person : Audience.Everyone,
        Stays = true,
    };
}
