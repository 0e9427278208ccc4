namespace AssemblyBot.Core.Cards;

/// <summary>The cards of organisers. Pure.</summary>
internal static class OrganisingCards
{
    public static Card Help(Visit visit)
    {
        var p = visit.Book.Organising;
        (string Command, string Does)[] lines =
        [
            ("/assembly new", p.HelpNew),
            ("/assembly status", p.HelpStatus),
            ("/assembly open CODE", p.HelpOpen),
            ("/assembly close CODE", p.HelpClose),
            ("/assembly link CODE", p.HelpLink),
            ("/assembly unlink", p.HelpUnlink),
            ("/assembly schedule mon,thu 17:00 Europe/Berlin", p.HelpSchedule),
            .. visit.TakesForms ? Array.Empty<(string, string)>() : [("/here", p.HelpHere)],
        ];
        return new Card
        {
            Blocks =
            [
                new Block.Heading(p.HelpTitle),
                .. lines.Select(line => new Block.Paragraph(
                    visit.Book.Joining.HelpLine.With(("command", line.Command), ("does", line.Does)))),
            ],
            Audience = visit.Channel is null ? Audience.Person : Audience.Everyone,
            Stays = true,
        };
    }

    /// <summary>To whoever linked a channel: it takes no posts any more.</summary>
    public static Card ChannelLost(PhraseBook book, LiveAssembly assembly, ChannelRecord channel) => new()
    {
        Blocks =
        [
            new Block.Paragraph(book.Organising.ChannelLost.With(
                ("title", assembly.Settings.Title.In(book.Language)),
                ("platform", NameOf(channel.Address.Platform)),
                ("code", assembly.Record.Code))),
        ],
        Stays = true,
        Language = book.Language,
    };

    /// <summary>To whoever linked a topic: it is closed or deleted, and the group around it gets the posts.</summary>
    public static Card TopicLost(PhraseBook book, LiveAssembly assembly, string platform) => new()
    {
        Blocks =
        [
            new Block.Paragraph(book.Organising.TopicLost.With(
                ("title", assembly.Settings.Title.In(book.Language)), ("platform", NameOf(platform)))),
        ],
        Stays = true,
        Language = book.Language,
    };

    public static IEnumerable<Block> Status(Visit visit, LiveAssembly assembly, int people, int channels)
    {
        var p = visit.Book.Organising;
        yield return new Block.Heading(assembly.Settings.Title.In(visit.Language));
        yield return new Block.Paragraph(p.StatusLine.With(
            ("code", assembly.Record.Code), ("stage", p.NameOf(assembly.Record.StageAt(visit.Now)).ToString())));
        yield return new Block.Note(p.StatusCounts.With(
            ("voters", people),
            ("votes", assembly.Votes.VoteCount),
            ("statements", assembly.Accepted.Count()),
            ("waiting", assembly.Waiting.Count()),
            ("channels", channels)));
    }

    private static string NameOf(string platform) => $"{char.ToUpperInvariant(platform[0])}{platform[1..]}";
}
