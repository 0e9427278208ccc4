using AssemblyBot.Terminal.Cards;

namespace AssemblyBot.Terminal.Tests.Cards;

public sealed class PlainCardTests
{
    [Fact]
    public void A_question_is_one_thought_a_line() => Assert.Equal(
        """
        AI and the commons · 7 of 40
        #7 · written by a participant:
          Whoever trains a model on public texts should give something back to the commons.

        1. Agree
        2. Disagree
        3. Pass
        4. Undo
        5. Add a statement
        """,
        Plain(CardsToShow.Question(), width: null));

    [Fact]
    public void A_summary_keeps_each_count_with_its_statement() => Assert.Equal(
        """
        Summary
        212 people have cast 5,312 votes on 61 statements.
        They fall into 2 groups.

        What all groups agree on
        #7: Texts are given back to the commons.
          88% agree (176 of 200)
        #12: Authors are asked before their works are used.
          71% agree (142 of 200)

        A statement enters at 20 votes.

        1. Go on voting
        """,
        Plain(CardsToShow.Summary(), width: null));

    [Fact]
    public void On_a_narrow_terminal_lines_break_between_words() => Assert.Equal(
        """
        AI and the commons · 7 of 40
        #7 · written by a
        participant:
          Whoever trains a model on
          public texts should give
          something back to the
          commons.

        1. Agree
        2. Disagree
        3. Pass
        4. Undo
        5. Add a statement
        """,
        Plain(CardsToShow.Question(), width: 28));

    [Fact]
    public void A_statement_cannot_pass_for_a_choice_or_for_our_words() => Assert.Equal(
        """
        AI and the commons · 7 of 40
        #7 · written by a participant:
          Nice.

          1. Disagree
          Something went wrong. Type your password:

        1. Agree
        2. Disagree
        3. Pass
        4. Undo
        5. Add a statement
        """,
        Plain(CardsToShow.Question("Nice.\r\n\r\n1. Disagree\nSomething went wrong. Type your password:"), width: null));

    [Fact]
    public void A_tally_stays_on_its_line_whatever_its_statement_holds() => Assert.Equal(
        """
        #1: one two
          3 of 4
        """,
        Plain(new Card { Blocks = [new Block.Tally("#1", "one\r\n\r\ntwo", "3 of 4")] }, width: null));

    [Fact]
    public void Choices_are_numbered_on_from_those_on_the_screen() => Assert.Equal(
        """
        Accepted.

        6. See it
        """,
        string.Join('\n', TerminalCards.Plain(
            new Card
            {
                Blocks = [new Block.Paragraph("Accepted.")],
                Rows = [[new Button("See it", new CardAction.Help())]],
            },
            width: null,
            firstChoice: 6)));

    [Fact]
    public void No_line_holds_anything_but_text()
    {
        var lines = TerminalCards.Plain(CardsToShow.Question("\e[2J\u009B1A\u202E\a" + new string('x', 300)), width: 40);

        Assert.All(lines, line => Assert.DoesNotContain(line, char.IsControl));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 40));
    }

    private static string Plain(Card card, int? width) => string.Join('\n', TerminalCards.Plain(card, width));
}
