using System.Diagnostics;
using System.Text.Json;

namespace AssemblyBot.Testing.BotApi.State;

/// <summary>An update that waits for the bot.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Json">The update as it is sent.</param>
/// <param name="Expires">When the server forgets it.</param>
/// <param name="Press">The press it carries, or null.</param>
internal sealed record QueuedUpdate(long Id, byte[] Json, DateTimeOffset Expires, Press? Press)
{
    private long? _queue;

    /// <summary>How often it is to be delivered again after it was confirmed.</summary>
    public int FurtherDeliveries { get; set; }

    /// <summary>The time before which a webhook is not tried again.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>The queue it is brought in: that of the person who pressed, or of the chat.</summary>
    public long Queue => _queue ??= Press is not null ? Press.By.Id + (3L << 33) : ChatOf(Json) ?? -Id;

    public void MarkDelivered()
    {
        if (Press is { Delivered: 0 })
        {
            Press.Delivered = Stopwatch.GetTimestamp();
        }
    }

    private static long? ChatOf(byte[] json)
    {
        try
        {
            using var update = JsonDocument.Parse(json);
            foreach (var property in update.RootElement.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.Object
                    && property.Value.TryGetProperty("chat", out var chat)
                    && chat.ValueKind == JsonValueKind.Object
                    && chat.TryGetProperty("id", out var id)
                    && id.TryGetInt64(out var number))
                {
                    return number;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Rubbish that a test queued.
        }

        return null;
    }
}
