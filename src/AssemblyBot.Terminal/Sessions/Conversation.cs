using AssemblyBot.Terminal.Screens;
using AssemblyBot.Terminal.Typing;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Terminal.Sessions;

/// <summary>What is said between one person at a terminal and the desk.</summary>
internal sealed partial class Conversation(
    Func<Request, CancellationToken, Task<Card?>> answer,
    PhraseBooks books,
    Person person,
    TerminalScreen screen,
    ILogger logger)
{
    private PhraseBook _book = books.For(person.Locale);
    private List<IReadOnlyList<Button>> _rows = [];

    private List<Button> Choices => [.. _rows.SelectMany(row => row)];

    /// <summary>Shows the first card, and how to answer it.</summary>
    public async Task BeginAsync(string? code, CancellationToken cancellationToken)
    {
        await AskAsync(new CardAction.Start(code), cancellationToken);
        screen.Say(_book.Terminal.HowToAnswer, isQuiet: true);
    }

    /// <summary>Asks for the next line.</summary>
    public void Prompt() => screen.Prompt(_book.Terminal.Prompt);

    /// <summary>Answers a line; false: the person leaves.</summary>
    public async Task<bool> HearAsync(TypedLine line, CancellationToken cancellationToken)
    {
        if (line.IsTooLong)
        {
            screen.Say(_book.Terminal.LineTooLong.With(("limit", TypedLine.LongestLine)));
            return true;
        }

        switch (TerminalUpdates.Read(line.Text, Choices))
        {
            case Meaning.Leave:
                return false;
            case Meaning.Nothing:
                screen.ShowChoices(_rows);
                break;
            case Meaning.NoSuchChoice:
                screen.Say(_book.Terminal.NoSuchChoice.With(("count", Choices.Count)));
                screen.ShowChoices(_rows);
                break;
            case Meaning.Ask { Action: var action }:
                await AskAsync(action, cancellationToken);
                break;
        }

        return true;
    }

    /// <summary>
    /// Shows what the assembly says by itself. Its choices are numbered after those that are on the screen, so that a
    /// number half typed still means what it meant.
    /// </summary>
    public void Show(Card news)
    {
        screen.Say(books.For(news.Language).Terminal.News);
        screen.Show(news, Choices.Count + 1);
        _rows.AddRange(news.Rows);
    }

    /// <summary>Says goodbye.</summary>
    public void End() => screen.Say(_book.Terminal.Goodbye);

    private async Task AskAsync(CardAction action, CancellationToken cancellationToken)
    {
        Card? card;
        try
        {
            card = await answer(new Request(person, Place.Private.Instance, null, action), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            RequestFailed(logger, action.GetType().Name, exception);
            screen.Say(_book.Common.Failed);
            screen.ShowChoices(_rows);
            return;
        }

        if (card is null)
            return;

        _book = books.For(card.Language);
        if (card.Notice is { Length: > 0 } notice)
            screen.Say(notice);
        screen.Show(action is CardAction.Help ? WithQuit(card) : card);
        _rows = [.. card.Rows];
    }

    /// <summary>The help with the terminal's own command below the others.</summary>
    private Card WithQuit(Card help)
    {
        var quit = new Block.Paragraph(
            _book.Joining.HelpLine.With(("command", "/quit"), ("does", _book.Terminal.Quit.ToString())));
        var blocks = help.Blocks.ToList();
        blocks.Insert(blocks.FindLastIndex(block => block is Block.Paragraph) + 1, quit);
        return help with { Blocks = blocks };
    }

    [LoggerMessage(LogLevel.Error, "A request on the terminal failed: {Action}")]
    private static partial void RequestFailed(ILogger logger, string action, Exception exception);
}
