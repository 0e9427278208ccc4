using System.Globalization;
using System.Text.Json;
using AssemblyBot.Testing.Discord.State;

namespace AssemblyBot.Testing.Discord.Gateway;

/// <summary>What the gateway does with the frames of the bot: heartbeats, identifies, resumes. Called under the server's lock.</summary>
internal sealed class GatewayProtocol(FakeDiscord discord, FakeGateway gateway)
{
    /// <summary>All intents that are documented.</summary>
    private const int KnownIntents = 0x1FFFF | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);

    private const int Privileged = (1 << 1) | (1 << 8) | (1 << 15);

    private static readonly TimeSpan FrameWindow = TimeSpan.FromSeconds(60);

    private readonly Dictionary<int, Queue<DateTimeOffset>> _identifiedAt = [];

    private DateTimeOffset Now => discord.Clock.GetUtcNow();

    public void Receive(GatewayConnection connection, ReadOnlyMemory<byte> frame)
    {
        connection.Frames.Enqueue(Now);
        while (Now - connection.Frames.Peek() > FrameWindow)
        {
            connection.Frames.Dequeue();
        }

        if (connection.Frames.Count > 120)
        {
            Refuse(connection, 4008, "You are being rate limited.", "gateway-rate", "more than 120 frames within 60 seconds");
        }
        else if (frame.Length > GatewayConnection.MaximumFrame)
        {
            Refuse(connection, 4002, "Error while decoding payload.", "gateway-size", $"a frame of more than {GatewayConnection.MaximumFrame} bytes");
        }
        else
        {
            Read(connection, frame);
        }
    }

    private void Read(GatewayConnection connection, ReadOnlyMemory<byte> frame)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(frame);
        }
        catch (JsonException)
        {
            Refuse(connection, 4002, "Error while decoding payload.", "gateway-frame", "a frame that is no JSON");
            return;
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("op", out var op) || op.ValueKind != JsonValueKind.Number
                || !root.TryGetProperty("d", out var data))
            {
                Refuse(connection, 4002, "Error while decoding payload.", "gateway-frame", "a frame without op or d");
                return;
            }

            Carry(connection, op.TryGetInt32(out var number) ? number : -1, data);
        }
    }

    private void Carry(GatewayConnection connection, int op, JsonElement data)
    {
        switch (op)
        {
            case 1:
                Heartbeat(connection, data);
                break;
            case 2 or 6 when connection.Session is not null:
                Refuse(connection, 4005, "Already authenticated.", "gateway-order", $"op {op} on a connection that has a session");
                break;
            case 2:
                Identify(connection, data);
                break;
            case 6:
                Resume(connection, data);
                break;
            case 3 or 4 or 8 or 31 when connection.Session is null:
                Refuse(connection, 4003, "Not authenticated.", "gateway-order", $"op {op} before identify");
                break;
            case 3 or 4 or 8 or 31:
                break;
            default:
                Refuse(connection, 4001, "Unknown opcode.", "gateway-op", $"op {op} is none that a bot sends");
                break;
        }
    }

    private void Heartbeat(GatewayConnection connection, JsonElement data)
    {
        connection.LastHeartbeat = TimeProvider.System.GetTimestamp();
        if (data.ValueKind is not (JsonValueKind.Number or JsonValueKind.Null) || (data.ValueKind == JsonValueKind.Number && !(data.TryGetInt64(out var last) && last <= (connection.Session?.Sequence ?? (connection.HadSession ? long.MaxValue : 0)))))
        {
            discord.Report("gateway-heartbeat", "gateway", $"the heartbeat says {data} where the last event is {connection.Session?.Sequence.ToString(CultureInfo.InvariantCulture) ?? "none"}");
        }

        if (gateway.CountHeartbeat())
        {
            connection.Send(GatewayFrames.Acknowledged);
        }
    }

    private void Identify(GatewayConnection connection, JsonElement data)
    {
        var shard = (Id: 0, Of: 1);
        var intents = 0;
        var refusal = Text(data, "token") is not { } token || !HasProperties(data) ? (4002, "Error while decoding payload.", "identify needs token and properties with os, browser and device")
            : token != discord.Options.Token ? (4004, "Authentication failed.", "")
            : !TryShard(data, ref shard) ? (4010, "Invalid shard.", "the shard is not [id, count] with an id below the count")
            : !Whole(data, "intents", out intents) || (intents & ~KnownIntents) != 0 ? (4013, "Invalid intent(s).", "the intents are missing or hold a bit that means nothing")
            : (intents & Privileged & ~discord.Options.PrivilegedIntents) != 0 ? (4014, "Disallowed intent(s).", "a privileged intent was not granted")
            : gateway.SessionStartsLeft <= 0 ? (4008, "Session start limit reached.", "more identifies than a day allows")
            : ((int Code, string Reason, string Problem)?)null;
        var closeCode = refusal?.Code;
        var isTooSoon = refusal is null && !Admit(shard.Id);
        gateway.Add(new GatewayIdentify(Now, shard, intents, closeCode?.ToString(CultureInfo.InvariantCulture) ?? (isTooSoon ? "too soon" : "ready")));
        if (refusal is { } no)
        {
            Refuse(connection, no.Code, no.Reason, "gateway-identify", no.Problem);
        }
        else if (isTooSoon)
        {
            connection.Send(GatewayFrames.Invalid(resumable: false));
        }
        else
        {
            gateway.Begin(connection, shard, intents);
        }
    }

    private bool Admit(int shard)
    {
        var options = discord.Options;
        var key = shard % options.MaxConcurrency;
        var times = _identifiedAt.TryGetValue(key, out var known) ? known : _identifiedAt[key] = new();
        while (times.TryPeek(out var oldest) && Now - oldest >= options.IdentifyWindow)
        {
            times.Dequeue();
        }

        if (times.Count > 0)
        {
            return false;
        }

        times.Enqueue(Now);
        return true;
    }

    private void Resume(GatewayConnection connection, JsonElement data)
    {
        var id = Text(data, "session_id");
        if (Text(data, "token") is not { } token || id is null || !data.TryGetProperty("seq", out var seq) || seq.ValueKind != JsonValueKind.Number || !seq.TryGetInt64(out var sequence))
        {
            Refuse(connection, 4002, "Error while decoding payload.", "gateway-resume", "a resume needs token, session_id and seq");
            return;
        }

        if (token != discord.Options.Token)
        {
            Record(0, "4004");
            Refuse(connection, 4004, "Authentication failed.", "", "");
            return;
        }

        var session = gateway.FindSession(id);
        if (session is not null && sequence > session.Sequence)
        {
            Record(0, "4007");
            gateway.End(session);
            Refuse(connection, 4007, "Invalid seq.", "gateway-resume", $"seq {sequence} where the last event is {session.Sequence}");
            return;
        }

        if (session?.After(sequence) is not { } missed)
        {
            Record(0, "invalid");
            connection.Send(GatewayFrames.Invalid(resumable: false));
            return;
        }

        Record(missed.Count, "resumed");
        gateway.Continue(connection, session, missed);

        void Record(int replayed, string outcome)
            => gateway.Add(new GatewayResume(Now, id, sequence, replayed, outcome, connection.OnResumeAddress));
    }

    private void Refuse(GatewayConnection connection, int code, string reason, string rule, string problem)
    {
        if (problem.Length > 0)
        {
            discord.Report(rule, "gateway", problem);
        }

        if (code == 4004)
        {
            discord.CountInvalidRequest(401);
        }

        connection.Close(code, reason);
    }

    private static bool HasProperties(JsonElement data)
        => data.TryGetProperty("properties", out var properties) && Text(properties, "os") is not null && Text(properties, "browser") is not null && Text(properties, "device") is not null;

    private static bool TryShard(JsonElement data, ref (int Id, int Of) shard)
    {
        if (!data.TryGetProperty("shard", out var pair))
        {
            return true;
        }

        if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2
            || pair[0].ValueKind != JsonValueKind.Number || !pair[0].TryGetInt32(out var id) || pair[1].ValueKind != JsonValueKind.Number || !pair[1].TryGetInt32(out var of))
        {
            return false;
        }

        shard = (id, of);
        return id >= 0 && id < of;
    }

    private static bool Whole(JsonElement data, string name, out int number)
    {
        number = 0;
        return data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out number) && number >= 0;
    }

    private static string? Text(JsonElement data, string name)
        => data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
