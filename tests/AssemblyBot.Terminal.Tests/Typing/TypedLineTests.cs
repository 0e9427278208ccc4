using AssemblyBot.Terminal.Typing;

namespace AssemblyBot.Terminal.Tests.Typing;

public sealed class TypedLineTests
{
    [Fact]
    public void Lines_end_as_they_do_on_any_system_and_the_last_one_may_have_no_end() =>
        Assert.Equal(["one", "", "two", "three"], Lines("one\n\r\ntwo\r\nthree").Select(line => line.Text));

    [Fact]
    public void The_longest_line_is_taken_whole()
    {
        var lines = Lines(new string('x', TypedLine.LongestLine) + "\r\nnext");

        Assert.Equal(TypedLine.LongestLine, lines[0].Text.Length);
        Assert.False(lines[0].IsTooLong);
        Assert.Equal("next", lines[1].Text);
    }

    [Fact]
    public void A_longer_one_is_known_for_it_and_the_next_line_is_whole()
    {
        var lines = Lines(new string('x', 10 * TypedLine.LongestLine) + "\nnext\n");

        Assert.True(lines[0].IsTooLong);
        Assert.Equal(TypedLine.LongestLine, lines[0].Text.Length);
        Assert.Equal(new TypedLine("next", false), lines[1]);
    }

    private static List<TypedLine> Lines(string input)
    {
        using var reader = new StringReader(input);
        var lines = new List<TypedLine>();
        while (TypedLine.Read(reader) is { } line)
            lines.Add(line);
        return lines;
    }
}
