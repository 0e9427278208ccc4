namespace AssemblyBot.Core.Posting;

/// <summary>The card of a post, in its reader's language, as things are when it is sent; a summary with its map, where there is a painter.</summary>
internal sealed class PostCards(AssemblyHall hall, IAssemblyStore store, PhraseBooks books, IMapPainter? painter = null)
{
    /// <summary>The card; null when there is nothing to say any more, or not yet (see <see cref="IsEarly"/>).</summary>
    public async Task<Card?> RenderAsync(Post post, string? language, CancellationToken cancellationToken)
    {
        if (hall.Find(post.Assembly) is not { } assembly)
            return null;

        var book = books.For(language ?? assembly.Settings.Languages[0]);
        return post.Message switch
        {
            Message.SummaryOf summary => await store.GetSummaryAsync(post.Assembly, summary.Period, cancellationToken) is { } stored
                ? SummaryCards.Render(stored, assembly, book, Audience.Everyone) with { Picture = SummaryCards.Picture(stored, book, painter) }
                : null,
            Message.StatementDecided decided => assembly.Find(decided.Statement) is { } statement && statement.State == decided.State
                ? WritingCards.Decided(books.For(language ?? statement.Text.Languages.First()), statement)
                : null,
            Message.NewStatements => NewStatements(post, assembly, book),
            Message.Opened => JoiningCards.Invitation(book, assembly),
            Message.ChannelLost lost => hall.Channels.FirstOrDefault(channel => channel.Id == lost.Channel) is { DisabledBecause: not null } channel
                ? OrganisingCards.ChannelLost(book, assembly, channel)
                : null,
            Message.TopicLost lost => OrganisingCards.TopicLost(book, assembly, lost.Platform),
            _ => null,
        };
    }

    /// <summary>Whether the post waits for something that has not happened yet.</summary>
    public bool IsEarly(Post post, DateTimeOffset now) =>
        post.Message is Message.Opened && hall.Find(post.Assembly)?.Record.StageAt(now) == Stage.Draft;

    private static Card? NewStatements(Post post, LiveAssembly assembly, PhraseBook book)
    {
        if (post.Participant is not { } reader)
            return null;
        var count = NewsRound.UnseenBy(assembly, reader).Count();
        return count == 0
            ? null
            : new Card
            {
                Blocks = [new Block.Paragraph(book.Voting.NewsArrived.With(
                    ("count", count), ("title", assembly.Settings.Title.In(book.Language))))],
                Rows =
                [
                    [new Button(book.Common.Continue, new CardAction.Next(assembly.Id), Tone.Main)],
                    [new Button(book.Voting.NoNews, new CardAction.News(assembly.Id, false))],
                ],
                Stays = true,
                Language = book.Language,
            };
    }
}
