using System.Buffers;
using System.Globalization;
using System.Text.Json;
using AssemblyBot.Testing.BotApi.Rules;
using AssemblyBot.Testing.BotApi.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AssemblyBot.Testing.BotApi.Server;

/// <summary>Turns an HTTP request into a call: arguments from the query, a JSON object or a form.</summary>
internal static class CallReader
{
    /// <exception cref="RuleException">The request is none the Bot API documents.</exception>
    public static async Task<BotCall> ReadAsync(HttpRequest request, MethodSchema method, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsPost(request.Method))
        {
            throw new RuleException($"Bad Request: {request.Method} where GET or POST is due");
        }

        var call = new BotCall(method);
        try
        {
            if (request.QueryString.HasValue)
            {
                AddTexts(call, request.Query);
            }

            if (request.HasFormContentType)
            {
                await AddFormAsync(call, request, cancellationToken);
            }
            else
            {
                AddJson(call, request.ContentType, await ReadBodyAsync(request, cancellationToken));
            }

            return call;
        }
        catch
        {
            call.Dispose();
            throw;
        }
    }

    private static void AddJson(BotCall call, string? contentType, byte[] body)
    {
        if (body.Length == 0)
        {
            return;
        }

        if (contentType is null || !contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw new RuleException($"Bad Request: content type \"{contentType}\" is neither JSON nor a form");
        }

        var document = ParseJson(body, "the body");
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            document.Dispose();
            throw new RuleException("Bad Request: object expected");
        }

        call.Add(document);
    }

    private static async Task AddFormAsync(BotCall call, HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        AddTexts(call, form);
        foreach (var part in form.Files)
        {
            using var content = new MemoryStream();
            await part.CopyToAsync(content, cancellationToken);
            call.Add(new FakeFile(part.Name, part.FileName, content.ToArray()));
        }
    }

    private static void AddTexts(BotCall call, IEnumerable<KeyValuePair<string, StringValues>> arguments)
    {
        foreach (var (name, values) in arguments)
        {
            call.Add(name, ToJson(call.Schema.Parameters.Find(name), name, values.ToString()));
        }
    }

    /// <summary>In a query or a form everything is text; the parameter's type says what it stands for.</summary>
    private static JsonDocument ToJson(FieldSchema? field, string name, string text)
    {
        if (field is null || (field.AllowsString && !(field.AllowsInteger && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))))
        {
            return JsonSerializer.SerializeToDocument(text);
        }

        return ParseJson(System.Text.Encoding.UTF8.GetBytes(text), name);
    }

    private static JsonDocument ParseJson(byte[] json, string place)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new RuleException($"Bad Request: can't parse {place}: {exception.Message}");
        }
    }

    private static async ValueTask<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
