namespace AssemblyBot.Publishing.Reports;

/// <summary>A heading and the sentences under it; plain text, free of control characters.</summary>
public sealed record FindingsSection(string Heading, IReadOnlyList<string> Sentences);
