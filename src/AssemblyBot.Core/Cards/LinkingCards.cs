namespace AssemblyBot.Core.Cards;

/// <summary>The cards of linking accounts. Pure.</summary>
internal static class LinkingCards
{
    /// <summary>The code, how it is used, and what it does.</summary>
    public static Card Code(Visit visit, string code)
    {
        var p = visit.Book.Linking;
        return new Card
        {
            Blocks =
            [
                new Block.Heading(p.Title),
                new Block.Paragraph(p.YourCode.With(("code", code), ("minutes", (int)LinkCode.Lifetime.TotalMinutes))),
                new Block.Paragraph(p.HowToUse.With(("code", code))),
                new Block.Paragraph(p.WhatHappens),
                new Block.Paragraph(p.HowToUndo),
                new Block.Note(p.OnlyYours),
            ],
            Rows = [[new Button(visit.Book.Common.Continue, new CardAction.Next(null))]],
        };
    }

    /// <summary>That it is done, and how it is undone.</summary>
    public static Card Linked(Visit visit)
    {
        var p = visit.Book.Linking;
        return new Card
        {
            Blocks =
            [
                new Block.Heading(p.Linked), new Block.Paragraph(p.WhatHappens), new Block.Paragraph(p.HowToUndo),
            ],
            Rows = [[new Button(visit.Book.Common.Continue, new CardAction.Next(null), Tone.Main)]],
        };
    }
}
