using System.Text.RegularExpressions;
using AssemblyBot.Terminal.Cards;
using AssemblyBot.Terminal.Texts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AssemblyBot.Terminal.Tests.Cards;

public sealed partial class RichCardTests
{
    [Fact]
    public void A_question_stands_in_a_quiet_frame() => Assert.Equal(
        """
        ── AI and the commons · 7 of 40 ────────────────────────────

          ╭─ #7 · written by a participant
          │  Whoever trains a model on public texts should give
          │  something back to the commons.
          ╰─

          1. Agree   2. Disagree   3. Pass
          4. Undo   5. Add a statement

        """,
        Text(TerminalCards.Rich(CardsToShow.Question(), 60)));

    [Fact]
    public void The_tallies_of_a_section_are_aligned() => Assert.Equal(
        """
        ── Summary ─────────────────────────────

          212 people have cast 5,312 votes on 61
          statements.

          They fall into 2 groups.

          What all groups agree on
          #7   Texts are given back to the
               commons.
               88% agree (176 of 200)
          #12  Authors are asked before their
               works are used.
               71% agree (142 of 200)

          A statement enters at 20 votes.

          1. Go on voting

        """,
        Text(TerminalCards.Rich(CardsToShow.Summary(), 40)));

    [Fact]
    public void Choices_that_do_not_fit_stand_one_below_the_other() => Assert.Equal(
        """
          1. Yes, as often as there is
             something
          2. No

        """,
        Text(TerminalCards.RichChoices(
            [[new Button("Yes, as often as there is something", new CardAction.Help()), new Button("No", new CardAction.Help())]], 32)));

    [Fact]
    public void Choices_from_right_to_left_have_a_line_each_so_that_no_number_moves() => Assert.Equal(
        """
          1. موافق
          2. أعارض

        """,
        Text(TerminalCards.RichChoices(
            [[new Button("موافق", new CardAction.Help()), new Button("أعارض", new CardAction.Help())]], 80)));

    [Theory]
    [InlineData("[red]markup[/] [[link=x]]")]
    [InlineData("\e[2J\e[1;1Hgone \u009B31m \u202Eback")]
    [InlineData("漢字🙂 ❤️ 👨‍👩‍👧 يجب أن تكون البيانات")]
    [InlineData("مرحبا")]
    public void A_statement_is_shown_as_typed_and_nothing_of_it_acts(string statement)
    {
        var drawn = Draw(TerminalCards.Rich(CardsToShow.Question(statement), 80), ansi: true);

        Assert.Contains($"  │  {InertText.Of(statement)}\n", WithoutStyles(drawn), StringComparison.Ordinal);
        Assert.DoesNotContain(WithoutStyles(drawn), letter => char.IsControl(letter) && letter != '\n');
    }

    [Theory]
    [InlineData(10)]
    [InlineData(24)]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(1000)]
    public void No_line_is_longer_than_the_terminal_is_wide(int columns)
    {
        var emoji = string.Concat(Enumerable.Repeat("🙂漢", 2000));
        var card = CardsToShow.Question(emoji) with
        {
            Blocks = [.. CardsToShow.Question(emoji).Blocks, new Block.Heading(emoji), new Block.Tally(new string('#', 90), emoji, emoji)],
        };

        var lines = Text(TerminalCards.Rich(card, columns)).Split('\n');

        Assert.All(lines, line => Assert.InRange(
            TextWidth.Of(line), 0, Math.Clamp(columns, TerminalCards.NarrowestWidth, TerminalCards.WidestWidth)));
        Assert.DoesNotContain('\uFFFD', string.Concat(lines));
    }

    [Fact]
    public void Both_looks_say_the_same()
    {
        foreach (var card in new[] { CardsToShow.Question(), CardsToShow.Summary() })
        {
            var rich = Words(Text(TerminalCards.Rich(card, 100)));

            Assert.Equal(rich, Words(string.Join('\n', TerminalCards.Plain(card, null))));
        }

        static string Words(string text) => string.Join(' ', Word.Matches(text).Select(word => word.Value));
    }

    [Fact]
    public void Colours_are_the_terminals_own_and_never_of_the_background()
    {
        var drawn = Draw(TerminalCards.Rich(CardsToShow.Question(), 80), ansi: true);

        var codes = Style.Matches(drawn).SelectMany(style => style.Groups[1].Value.Split(';')).Distinct();
        Assert.All(codes, code => Assert.Contains(code, new[] { "", "0", "1", "2", "31", "32", "36", "38", "5", "6" }));
    }

    private static string Text(IRenderable card) => Draw(card, ansi: false);

    /// <summary>The console is far wider than what is drawn, so that any line break is ours.</summary>
    private static string Draw(IRenderable card, bool ansi)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = ansi ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = 4000;
        console.Profile.Capabilities.Unicode = true;
        console.Write(card);
        return writer.ToString();
    }

    private static string WithoutStyles(string drawn) => Style.Replace(drawn, "");

    [GeneratedRegex(@"\e\[([0-9;]*)m")]
    private static partial Regex Style { get; }

    [GeneratedRegex(@"[\w%,]+")]
    private static partial Regex Word { get; }
}
