using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AssemblyBot.Consensus;
using AssemblyBot.Publishing.Polis;

namespace AssemblyBot.Publishing.Reports;

/// <summary>Writes and reads <c>report.json</c>.</summary>
internal static class ReportJson
{
    public const string FileName = "report.json";

    internal static ReportShape Shape { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters =
        {
            new JsonStringEnumConverter<ConsensusMethod>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<Stance>(JsonNamingPolicy.CamelCase),
        },
        // Texts stay readable; the file is never put into a page as it is.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        NewLine = "\n",
    });

    public static void Write(Stream stream, ReportDocument document)
    {
        JsonSerializer.Serialize(stream, document, Shape.ReportDocument);
        stream.WriteByte((byte)'\n');
    }

    /// <exception cref="PolisFormatException">The file is no report of ours.</exception>
    public static ReportDocument Read(string file)
    {
        const string Right = $"a {FileName} that was written by this program would be right";
        try
        {
            using var stream = File.OpenRead(file);
            var document = JsonSerializer.Deserialize(stream, Shape.ReportDocument) ?? throw new PolisFormatException(file, null, null, "the report is null", Right);
            return document.Format == ReportDocument.CurrentFormat
                ? document
                : throw new PolisFormatException(file, null, "format", $"{PolisTable.Quoted(document.Format)} is not known", $"{ReportDocument.CurrentFormat} would be right");
        }
        catch (JsonException exception)
        {
            throw new PolisFormatException(file, exception.LineNumber + 1, exception.Path is "$" or null ? null : exception.Path, "the report cannot be read", Right, exception);
        }
        catch (InvalidOperationException exception)
        {
            // A name or text inside a statement that is no UTF-8.
            throw new PolisFormatException(file, null, "statements", "the report cannot be read", Right, exception);
        }
    }
}

[JsonSerializable(typeof(ReportDocument))]
[JsonSerializable(typeof(StatementFinding))]
internal sealed partial class ReportShape : JsonSerializerContext;
