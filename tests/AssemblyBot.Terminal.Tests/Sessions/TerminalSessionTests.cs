using Microsoft.Extensions.Options;

namespace AssemblyBot.Terminal.Tests.Sessions;

public sealed class TerminalSessionTests
{
    private readonly SessionDriver _driver = new();

    [Fact]
    public async Task A_pipe_sees_the_whole_conversation_in_plain_lines() => Assert.Equal(
        """

        AI and the commons
        How should generative AI be regulated so that the digital commons grow?
        Short statements come one at a time. Agree, disagree or pass; add your own when something is missing.
        Your votes are stored under a number, not under your name. What you write is published under CC BY 4.0. /stop ends it.

        1. I agree to this
        2. No, thank you

        Type the number of a choice or its first words; /help shows what else there is, /quit leaves.

        > 1

        AI and the commons · 1 of 5
        #7 · written by an organiser:
          Whoever trains a model on public texts should give something back to the commons they come from.

        1. Agree
        2. Disagree
        3. Pass
        4. Undo
        5. Add a statement

        > agree

        Your vote on #7 is counted: Agree.

        AI and the commons · 2 of 5
        #8 · written by a participant:
          Authors should be asked before their works are used for training, even when that makes small models impossible.

        1. Agree
        2. Disagree
        3. Pass
        4. Undo
        5. Add a statement

        > 

        Goodbye. What you voted is kept.

        """,
        await _driver.RunAsync("1\nagree"));

    [Fact]
    public async Task What_was_typed_reaches_the_desk_in_its_order()
    {
        await _driver.RunAsync("1\r\n 2 \n/statement\nRain is wet.\n/summary\n/quit\n1\n");

        Assert.Equal(
            [
                new CardAction.Start(null),
                new CardAction.Consent(new(1), 1),
                new CardAction.Vote(new(1), new(7), Stance.Disagree),
                new CardAction.Write(null),
                new CardAction.Say("Rain is wet."),
                new CardAction.ShowSummary(null),
            ],
            _driver.Demo.Asked);
        Assert.Equal(new Person("terminal", "ana", "ana", "en"), _driver.Demo.Person);
    }

    [Fact]
    public async Task A_join_code_begins_with_its_assembly()
    {
        var driver = new SessionDriver { Options = new TerminalOptions { Account = "ana", Code = "commons" } };

        await driver.RunAsync("");

        Assert.Equal([new CardAction.Start("commons")], driver.Demo.Asked);
    }

    [Fact]
    public async Task A_number_without_a_choice_is_named_and_the_choices_come_again()
    {
        var output = await _driver.RunAsync("7\n");

        Assert.EndsWith(
            """
            > 7

            There is no such choice; type a number from 1 to 2.
            1. I agree to this
            2. No, thank you

            > 

            Goodbye. What you voted is kept.

            """,
            output,
            StringComparison.Ordinal);
        Assert.Single(_driver.Demo.Asked);
    }

    [Fact]
    public async Task An_empty_line_shows_the_choices_again()
    {
        var output = await _driver.RunAsync("\n");

        Assert.Contains("> \n1. I agree to this\n2. No, thank you\n\n> \n", output, StringComparison.Ordinal);
        Assert.Single(_driver.Demo.Asked);
    }

    [Fact]
    public async Task Help_tells_how_to_leave()
    {
        var output = await _driver.RunAsync("/help\n");

        Assert.Contains("/summary: see what people think so far\n/quit: leave; nothing is lost\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_fails_is_logged_and_answered_and_the_session_goes_on()
    {
        var output = await _driver.RunAsync("/stop\n1\n");

        Assert.Contains("> /stop\n\nSomething went wrong on our side. Please try again.\n1. I agree to this\n", output, StringComparison.Ordinal);
        Assert.Contains("> 1\n\nAI and the commons · 1 of 5\n", output, StringComparison.Ordinal);
        Assert.Equal("the desk fell over", Assert.Single(_driver.Logged).Message);
    }

    [Fact]
    public async Task A_desk_that_gives_up_waiting_does_not_end_the_session()
    {
        var driver = new SessionDriver { Desk = (_, _) => throw new TaskCanceledException("the store took too long") };

        var output = await driver.RunAsync("/vote\n");

        Assert.Equal(2, driver.Logged.Count);
        Assert.EndsWith("Goodbye. What you voted is kept.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_answer_the_choices_stay()
    {
        var asked = new List<CardAction>();
        var driver = new SessionDriver
        {
            Desk = (request, _) =>
            {
                asked.Add(request.Action);
                return Task.FromResult(request.Action is CardAction.Start ? Demo.DemoDesk.Welcome() : null);
            },
        };

        await driver.RunAsync("hello\n1\n");

        Assert.Equal([new CardAction.Start(null), new CardAction.Say("hello"), new CardAction.Consent(new(1), 1)], asked);
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_named_and_asks_for_nothing()
    {
        var output = await _driver.RunAsync(new string('x', 70_000) + "\n1\n");

        Assert.Contains("\nThat line was not taken: it has more than 65536 characters.\n", output, StringComparison.Ordinal);
        Assert.Equal([new CardAction.Start(null), new CardAction.Consent(new(1), 1)], _driver.Demo.Asked);
        Assert.True(output.Length < 3_000, $"{output.Length} characters were written");
    }

    [Fact]
    public async Task The_terminal_speaks_the_language_of_the_last_card()
    {
        var driver = new SessionDriver
        {
            Desk = (_, _) => Task.FromResult<Card?>(Demo.DemoDesk.Welcome() with { Language = "es" }),
        };

        var output = await driver.RunAsync("9\n");

        Assert.Contains("No hay tal opción; hay 2.", output, StringComparison.Ordinal);
        Assert.EndsWith("Hasta luego.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_a_session_that_waits_for_a_line()
    {
        using var input = new TypingReader();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = _driver.RunAsync(input, ending.Token);

        await ending.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        input.Close();

        Assert.EndsWith("> \n\nGoodbye. What you voted is kept.\n", _driver.Output.ToString(), StringComparison.Ordinal);
        Assert.Empty(_driver.Logged);
    }

    [Fact]
    public async Task Cancelling_ends_a_session_that_waits_for_the_desk()
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var driver = new SessionDriver
        {
            Desk = async (_, cancellationToken) =>
            {
                await ending.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                return null;
            },
        };
        using var input = new StringReader("1\n");

        await driver.RunAsync(input, ending.Token);

        Assert.Equal("\n\nGoodbye. What you voted is kept.\n", driver.Output.ToString());
    }

    [Fact]
    public async Task An_input_that_fails_ends_the_session_and_is_logged()
    {
        using var input = new FailingReader();

        await _driver.RunAsync(input, TestContext.Current.CancellationToken);

        Assert.EndsWith("Goodbye. What you voted is kept.\n", _driver.Output.ToString(), StringComparison.Ordinal);
        Assert.IsType<IOException>(Assert.Single(_driver.Logged));
    }

    [Fact]
    public async Task Hostile_lines_are_echoed_and_answered_harmlessly()
    {
        var output = await _driver.RunAsync("\e[2J\e[31m\u009B1mred\u202E\a[bold]x[/]\n" + string.Concat(Enumerable.Repeat("🙂", 4000)) + "\n\0\n");

        Assert.DoesNotContain(output, letter => char.IsControl(letter) && letter != '\n');
        Assert.Equal(new CardAction.Say("1mred[bold]x[/]"), _driver.Demo.Asked[1]);
        Assert.Equal(new CardAction.Say(string.Concat(Enumerable.Repeat("🙂", 4000))), _driver.Demo.Asked[2]);
        Assert.Equal(3, _driver.Demo.Asked.Count);
    }

    [Fact]
    public async Task A_language_that_is_no_code_is_refused_by_name()
    {
        var driver = new SessionDriver { Options = new TerminalOptions { Language = "Spanish" } };

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => driver.RunAsync(""));

        Assert.Contains("a code such as es or es-CO", refused.Message, StringComparison.Ordinal);
        Assert.Empty(driver.Demo.Asked);
    }

    private sealed class FailingReader : TextReader
    {
        public override int Read() => throw new IOException("the terminal is gone");
    }
}
