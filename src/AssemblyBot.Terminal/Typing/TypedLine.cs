namespace AssemblyBot.Terminal.Typing;

/// <summary>A line that a person typed.</summary>
/// <param name="Text">The line without its end; its beginning, when it is too long.</param>
/// <param name="IsTooLong">Whether it is longer than <see cref="LongestLine"/>; the rest of it is dropped.</param>
internal readonly record struct TypedLine(string Text, bool IsTooLong)
{
    /// <summary>The longest line that is taken, in characters.</summary>
    public const int LongestLine = 64 * 1024;

    private const int ShownOfALongLine = 60;

    /// <summary>What is shown of a line that is too long.</summary>
    public string Beginning => $"{Text[..ShownOfALongLine]}…";

    /// <summary>Reads up to the end of a line, and holds no more than <see cref="LongestLine"/> of it; null: there is no more.</summary>
    public static TypedLine? Read(TextReader input)
    {
        var text = new System.Text.StringBuilder();
        var isTooLong = false;
        for (var next = input.Read(); next >= 0; next = input.Read())
        {
            if (next == '\n')
                return Ended(text, isTooLong);
            if (text.Length == LongestLine && next != '\r')
                isTooLong = true;
            else if (!isTooLong)
                text.Append((char)next);
        }

        return text.Length > 0 ? Ended(text, isTooLong) : null;
    }

    private static TypedLine Ended(System.Text.StringBuilder text, bool isTooLong) =>
        new(text.ToString().TrimEnd('\r'), isTooLong);
}
