using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Npgsql;

namespace AssemblyBot.Storage.Postgres;

/// <summary>
/// What hosts tell each other with each commit (NOTIFY): who writes, the heads of the assemblies that were voted in, and
/// whether the catalogue changed; such as <c>3f2a 1:1024 2:7 c</c>.
/// </summary>
internal sealed class PostgresNews
{
    /// <summary>The statement that tells it; its parameter is what <see cref="Say"/> makes.</summary>
    public const string Notify = $"SELECT pg_notify({Channel}, $1)";

    public const string Channel = "'assemblybot_' || to_hex(hashtext(current_schema()))";
    private const string Catalogue = "c";
    private const string Anything = "*";

    // PostgreSQL takes 8,000 bytes.
    private const int Longest = 7000;

    private static readonly TimeSpan _quiet = TimeSpan.FromSeconds(15);

    /// <summary>How this host names itself.</summary>
    public string Host { get; } = Guid.NewGuid().ToString("N")[..8];

    /// <summary>What this host says of what it has written; null when it need not say anything.</summary>
    public string? Say(IEnumerable<(long Assembly, long Head)> heads, bool hasChangedCatalogue)
    {
        var words = heads.Select(head => string.Create(CultureInfo.InvariantCulture, $"{head.Assembly}:{head.Head}")).ToList();
        if (hasChangedCatalogue)
            words.Add(Catalogue);
        var said = $"{Host} {string.Join(' ', words)}";
        return words.Count == 0 ? null : said.Length > Longest ? $"{Host} {Anything}" : said;
    }

    /// <summary>What the other hosts say. Ends with an exception when the connection does.</summary>
    public async IAsyncEnumerable<StoreNews> ReadAsync(
        NpgsqlDataSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var heard = System.Threading.Channels.Channel.CreateUnbounded<StoreNews>(new UnboundedChannelOptions { SingleReader = true });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var listening = Task.Run(() => ListenAsync(source, heard.Writer, ending.Token), CancellationToken.None);
        try
        {
            await foreach (var news in heard.Reader.ReadAllAsync(cancellationToken))
                yield return news;
        }
        finally
        {
            await ending.CancelAsync();
            await listening;
        }
    }

    private async Task ListenAsync(NpgsqlDataSource source, ChannelWriter<StoreNews> heard, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            connection.Notification += (_, notification) =>
            {
                foreach (var news in Read(notification.Payload))
                    heard.TryWrite(news);
            };
            await using (var channel = connection.CreateCommand())
            {
                channel.CommandText = $"SELECT {Channel}";
                var name = (string)(await channel.ExecuteScalarAsync(cancellationToken))!;
#pragma warning disable CA2100 // Letters, digits and an underscore.
                channel.CommandText = $"LISTEN {name}";
#pragma warning restore CA2100
                await channel.ExecuteNonQueryAsync(cancellationToken);
            }

            // What was written before this host listened.
            heard.TryWrite(new StoreNews.Anything());
            await ListenAsync(connection, cancellationToken);
        }
        catch (Exception exception)
        {
            heard.TryComplete(exception is OperationCanceledException ? null : exception);
        }
    }

    private static async Task ListenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var ask = connection.CreateCommand();
        ask.CommandText = "SELECT 1";
        while (true)
        {
            // A connection that is silently gone looks like one on which nobody speaks.
            if (!await connection.WaitAsync(_quiet, cancellationToken))
                await ask.ExecuteScalarAsync(cancellationToken);
        }
    }

    private IEnumerable<StoreNews> Read(string payload)
    {
        var words = payload.Split(' ');
        if (words[0] == Host)
            yield break;
        foreach (var word in words.Skip(1))
        {
            yield return word.Split(':') switch
            {
                [Catalogue] => new StoreNews.CatalogueChanged(),
                [var assembly, var head] => new StoreNews.Voted(
                    new AssemblyId(long.Parse(assembly, CultureInfo.InvariantCulture)), long.Parse(head, CultureInfo.InvariantCulture)),
                _ => new StoreNews.Anything(),
            };
        }
    }
}
