using System.Security.Cryptography;
using System.Text;

namespace AssemblyBot.Storage.Tests.Contract;

/// <summary>What every store does. A class per store derives from it and says how its store is opened.</summary>
public abstract partial class AssemblyStoreContract : IAsyncLifetime
{
    private IAssemblyStore? _store;

    /// <summary>The time of the store.</summary>
    protected ManualClock Clock { get; } = new(new DateTimeOffset(2026, 2, 19, 17, 0, 0, TimeSpan.Zero));

    /// <summary>The store under test.</summary>
    protected IAssemblyStore Store => _store ?? throw new InvalidOperationException("the store is not open");

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens the store; a second time in the same test, it holds what the first one wrote.</summary>
    protected abstract IAssemblyStore Open();

    public virtual ValueTask InitializeAsync()
    {
        _store = Open();
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task RestartAsync()
    {
        await Store.DisposeAsync();
        _store = Open();
    }

    protected DateTimeOffset Now => Clock.GetUtcNow();

    protected async Task<Outcome> RecordAsync(Change change, InboxKey? key = null) =>
        (await Store.AppendAsync(new WriteBatch([new Entry(change, key)], []), Token)).Single();

    protected async Task<long> AcceptAsync(Change change, InboxKey? key = null) =>
        Assert.IsType<Outcome.Accepted>(await RecordAsync(change, key)).Value;

    protected async Task<AssemblyId> CreateAsync(string code = "commons", int seeds = 5) => new(await AcceptAsync(
        new Change.CreateAssembly(
            code, Settings(), Stage.Open, [.. Enumerable.Range(1, seeds).Select(n => LocalText.Of("en", $"Seed {n}"))], Now)));

    protected async Task<ParticipantId> JoinAsync(AssemblyId assembly, string name = "ada") =>
        new(await AcceptAsync(new Change.Join(assembly, AccountOf(name), 1, Now)));

    protected Change.CastVote Vote(AssemblyId assembly, ParticipantId participant, int statement, Stance? stance) =>
        new(assembly, participant, new StatementId(statement), stance, Now);

    protected Change.AddStatement Write(AssemblyId assembly, ParticipantId? author, string text) =>
        new(assembly, author, LocalText.Of("en", text), StatementText.FingerprintOf(text), StatementState.Waiting, Now);

    protected async Task<List<VoteEvent>> EventsAsync(AssemblyId assembly, long after = 0) =>
        await Store.ReadVoteEventsAsync(assembly, after, Token).ToListAsync(Token);

    protected async Task<List<CurrentVote>> CurrentAsync(AssemblyId assembly) =>
        await Store.ReadCurrentVotesAsync(assembly, Token).ToListAsync(Token);

    protected static Account AccountOf(string name, string platform = "telegram", string address = "sealed") =>
        new(platform, HashOf($"{platform}:{name}"), Encoding.UTF8.GetBytes(address));

    protected static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    protected static AssemblySettings Settings() => new()
    {
        Title = new LocalText([new("en", "AI and the commons"), new("es", "La IA y los comunes")]),
        Question = LocalText.Of("en", "How should generative AI treat the digital commons?"),
        Introduction = LocalText.Of("en", "Asked by a library."),
        Languages = ["en", "es"],
        Closes = new DateTimeOffset(2026, 3, 1, 12, 30, 15, 123, TimeSpan.Zero),
        Moderation = ModerationPolicy.After,
        Thresholds = new Thresholds(3, 2, 1),
        Schedule = new Schedule([DayOfWeek.Tuesday, DayOfWeek.Sunday], new TimeOnly(8, 15), "America/Bogota"),
        ConsentVersion = 4,
    };
}
