using System.Buffers;
using System.Text.Json;
using AssemblyBot.Testing.Discord.Schema;
using Microsoft.AspNetCore.Http;

namespace AssemblyBot.Testing.Discord.Server;

/// <summary>Reads a request's query, body and files; a multipart body is its <c>payload_json</c>.</summary>
internal static class RestReader
{
    public static async Task<RestCall> ReadAsync(HttpRequest request, Operation operation, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        var query = request.QueryString.HasValue ? request.Query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())).ToArray() : [];
        var call = new RestCall { Operation = operation, Values = values, Query = query };
        try
        {
            if (request.HasFormContentType)
            {
                await ReadFormAsync(call, request, cancellationToken);
            }
            else if (await ReadBodyAsync(request, cancellationToken) is { Length: > 0 } body)
            {
                call.ContentType = request.ContentType?.Split(';')[0].Trim() ?? "";
                call.Document = Parse(body);
            }

            return call;
        }
        catch
        {
            call.Dispose();
            throw;
        }
    }

    private static async Task ReadFormAsync(RestCall call, HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        call.ContentType = request.ContentType!.Split(';')[0].Trim();
        if (form.TryGetValue("payload_json", out var json))
        {
            call.Document = Parse(System.Text.Encoding.UTF8.GetBytes(json.ToString()));
        }

        foreach (var part in form.Files)
        {
            using var content = new MemoryStream();
            await part.CopyToAsync(content, cancellationToken);
            if (part.Name == "payload_json")
            {
                call.Document = Parse(content.ToArray());
            }
            else
            {
                call.Files.Add(new UploadedFile(part.Name, part.FileName, content.ToArray()));
            }
        }
    }

    private static JsonDocument Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            throw new RestException(RestReply.Refusal(400, 50109, "The request body contains invalid JSON."), "the body is no JSON");
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
