namespace AssemblyBot.Core.Assemblies;

/// <summary>A new assembly as an organiser types it in a chat.</summary>
internal sealed record AssemblyDraft(string Title, string Question, string? Code, IReadOnlyList<string> Statements)
{
    /// <summary>The most characters of a title: it stands on buttons.</summary>
    public const int LongestTitle = 80;

    /// <summary>The most characters of a question.</summary>
    public const int LongestQuestion = 300;

    private const string CodeMark = "code:";

    /// <summary>Whether there is what an assembly cannot do without.</summary>
    public bool IsComplete => !StatementText.IsEmpty(Title) && !StatementText.IsEmpty(Question);

    /// <summary>
    /// Reads a title, a question and statements, each on a line of its own or, when all is on one line, with <c>|</c>
    /// between them; a line such as <c>code: our-park</c> is the join code.
    /// </summary>
    public static AssemblyDraft ReadLines(string text)
    {
        var lines = Split(text, text.Trim().Contains('\n', StringComparison.Ordinal) ? '\n' : '|');
        var code = lines.FirstOrDefault(IsCode);
        var others = lines.Where(line => !IsCode(line)).ToArray();
        return new AssemblyDraft(
            others.ElementAtOrDefault(0) ?? "",
            others.ElementAtOrDefault(1) ?? "",
            code?[CodeMark.Length..].Trim().ToLowerInvariant(),
            [.. others.Skip(2)]);
    }

    /// <summary>Reads the fields of the form: title, question, join code, statements.</summary>
    public static AssemblyDraft ReadForm(IReadOnlyList<string> values)
    {
        var code = Field(values, 2).ToLowerInvariant();
        return new AssemblyDraft(
            Field(values, 0), Field(values, 1), code.Length == 0 ? null : code, [.. Split(Field(values, 3), '\n')]);
    }

    private static string Field(IReadOnlyList<string> values, int index) => StatementText.Clean(values.ElementAtOrDefault(index) ?? "");

    private static IEnumerable<string> Split(string text, char separator) =>
        text.Split(separator).Select(StatementText.Clean).Where(line => !StatementText.IsEmpty(line));

    /// <summary>A statement that begins with the mark has more than one word after it.</summary>
    private static bool IsCode(string line) =>
        line.StartsWith(CodeMark, StringComparison.OrdinalIgnoreCase) && !line[CodeMark.Length..].Trim().Any(char.IsWhiteSpace);
}
