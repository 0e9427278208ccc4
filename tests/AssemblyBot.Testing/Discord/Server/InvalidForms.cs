using System.Text.Json;
using AssemblyBot.Testing.Discord.Schema;

namespace AssemblyBot.Testing.Discord.Server;

/// <summary>Writes the body of a 50035: the problems in a tree of the names that lead to them.</summary>
internal static class InvalidForms
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<SchemaProblem> problems)
    {
        writer.WriteStartObject();
        writer.WriteString("message"u8, "Invalid Form Body");
        writer.WriteNumber("code"u8, 50035);
        writer.WritePropertyName("errors"u8);
        Branch(writer, problems.Select(problem => (problem.Path.Split('.', StringSplitOptions.RemoveEmptyEntries), problem)).ToArray(), depth: 0);
        writer.WriteEndObject();
    }

    private static void Branch(Utf8JsonWriter writer, (string[] Path, SchemaProblem Problem)[] problems, int depth)
    {
        writer.WriteStartObject();
        var here = problems.Where(problem => problem.Path.Length == depth).ToArray();
        if (here.Length > 0)
        {
            writer.WriteStartArray("_errors"u8);
            foreach (var (_, problem) in here)
            {
                writer.WriteStartObject();
                writer.WriteString("code"u8, problem.Code);
                writer.WriteString("message"u8, problem.Message);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        foreach (var below in problems.Where(problem => problem.Path.Length > depth).GroupBy(problem => problem.Path[depth]))
        {
            writer.WritePropertyName(below.Key);
            Branch(writer, below.ToArray(), depth + 1);
        }

        writer.WriteEndObject();
    }
}
