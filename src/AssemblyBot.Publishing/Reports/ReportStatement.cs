using System.Text.Json;
using System.Text.Json.Serialization;
using AssemblyBot.Consensus;

namespace AssemblyBot.Publishing.Reports;

/// <summary>A statement in a <c>report.json</c>: number, text and every statistic side by side in one object.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record ReportStatement(StatementFinding Finding, string Text)
{
    internal sealed class Converter : JsonConverter<ReportStatement>
    {
        private const string TextName = "text";
        private static readonly JsonEncodedText NumberName = JsonEncodedText.Encode("statement");

        public override ReportStatement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var element = JsonElement.ParseValue(ref reader);
            var text = element.TryGetProperty(TextName, out var value) ? value.GetString() : null;
            return new ReportStatement(element.Deserialize(ReportJson.Shape.StatementFinding)!, text ?? "");
        }

        public override void Write(Utf8JsonWriter writer, ReportStatement value, JsonSerializerOptions options)
        {
            var finding = JsonSerializer.SerializeToElement(value.Finding, ReportJson.Shape.StatementFinding);
            writer.WriteStartObject();
            writer.WriteNumber(NumberName, value.Finding.Statement);
            writer.WriteString(TextName, value.Text);
            foreach (var property in finding.EnumerateObject().Where(property => !property.NameEquals(NumberName.EncodedUtf8Bytes)))
            {
                property.WriteTo(writer);
            }

            writer.WriteEndObject();
        }
    }
}
