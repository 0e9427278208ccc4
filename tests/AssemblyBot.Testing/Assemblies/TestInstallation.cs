using AssemblyBot.Consensus;
using AssemblyBot.Core;
using AssemblyBot.Core.Assemblies;
using AssemblyBot.Core.Participants;
using AssemblyBot.Core.Phrases;
using AssemblyBot.Core.Ports;
using AssemblyBot.Core.Posting;
using AssemblyBot.Core.Recording;
using AssemblyBot.Core.Voting;
using AssemblyBot.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Testing.Assemblies;

/// <summary>
/// A whole installation in a folder of its own: the real store, desk and phrase books, a clock that stands still, a
/// platform <c>test</c> that takes down what is posted, and people.
/// </summary>
public sealed class TestInstallation : IAsyncDisposable
{
    private static readonly Lazy<PhraseBooks> Books =
        new(() => PhraseBookReader.ReadFolder(Path.Combine(SharedFiles.Root, "config", "phrases")));

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, TestPerson> _people = [];
    private ServiceProvider _services = null!;
    private int _deliveries;

    private TestInstallation()
    {
    }

    /// <summary>The time; moved by the test.</summary>
    public ManualClock Clock { get; } = new();

    /// <summary>What was posted, and what becomes of posts.</summary>
    public RecordingMessenger Messenger { get; } = new();

    /// <summary>Every line that was logged, from the first start on.</summary>
    public RecordedLog Log { get; } = new();

    /// <summary>The services of the core, as a host has them.</summary>
    public IServiceProvider Services => _services;

    /// <summary>The store, which a test can make fail.</summary>
    public WatchedStore Store => (WatchedStore)_services.GetRequiredService<IAssemblyStore>();

    /// <summary>The assemblies in memory.</summary>
    public AssemblyHall Hall => _services.GetRequiredService<AssemblyHall>();

    /// <summary>The first assembly. Look it up again after a restart.</summary>
    public LiveAssembly Assembly => Hall.All[0];

    /// <summary>The folder of the store.</summary>
    public string Folder => _folder.Path;

    /// <summary>Someone the settings name as an organiser.</summary>
    public TestPerson Organiser => Person("olga");

    /// <summary>Someone the settings name as a moderator.</summary>
    public TestPerson Moderator => Person("mara");

    /// <summary>The sentences in a language.</summary>
    public static PhraseBook Book(string language = "en") => Books.Value.For(language);

    /// <summary>Starts an installation with one assembly.</summary>
    public static async Task<TestInstallation> StartAsync(Action<TestAssembly>? configure = null)
    {
        var installation = await StartEmptyAsync();
        await installation.CreateAsync(configure);
        return installation;
    }

    /// <summary>Starts an installation without any assembly.</summary>
    public static async Task<TestInstallation> StartEmptyAsync()
    {
        var installation = new TestInstallation();
        await installation.OpenAsync();
        return installation;
    }

    /// <summary>Creates one more assembly.</summary>
    public async Task<LiveAssembly> CreateAsync(Action<TestAssembly>? configure = null)
    {
        var assembly = new TestAssembly();
        configure?.Invoke(assembly);
        var outcome = await RecordAsync(assembly.ToChange(Clock.GetUtcNow()));
        return Hall.Find(new AssemblyId(((Outcome.Accepted)outcome).Value))!;
    }

    /// <summary>A person, by a name that nothing else knows; the same one for the same name.</summary>
    public TestPerson Person(string name, string? locale = "en")
    {
        if (!_people.TryGetValue(name, out var person))
            _people[name] = person = new TestPerson(this, name, locale);
        return person;
    }

    /// <summary>So many people who have joined.</summary>
    public async Task<IReadOnlyList<TestPerson>> PeopleAsync(int count)
    {
        var people = Enumerable.Range(1, count).Select(number => Person($"person{number}")).ToArray();
        foreach (var person in people)
            await person.JoinsAsync();
        return people;
    }

    /// <summary>
    /// So many people join and vote on the statements from 1 on: + agrees, - disagrees, 0 passes, a dot has not voted.
    /// </summary>
    public async Task<IReadOnlyList<TestPerson>> VoteAsync(int people, string votes)
    {
        var first = _people.Count;
        var voters = Enumerable.Range(first, people).Select(number => Person($"voter{number}")).ToArray();
        await Task.WhenAll(voters.Select(async voter =>
        {
            await voter.JoinsAsync();
            for (var i = 0; i < votes.Length; i++)
            {
                if (votes[i] != '.')
                    await voter.VotesAsync(i + 1, votes[i] switch { '+' => Stance.Agree, '-' => Stance.Disagree, _ => Stance.Pass });
            }
        }));
        return voters;
    }

    /// <summary>Records a change that no request asks for.</summary>
    public Task<Outcome> RecordAsync(Change change) =>
        _services.GetRequiredService<Recorder>().RecordAsync(change, CancellationToken.None);

    /// <summary>Ends the process as far as a test can, and starts another one on the same folder.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        await OpenAsync();
    }

    /// <summary>The clock of the assembly strikes once, and the outbox is emptied as far as it goes.</summary>
    public async Task StrikeAsync()
    {
        await _services.GetRequiredService<AssemblyClock>().StrikeAsync(CancellationToken.None);
        await SendAsync();
    }

    /// <summary>Time passes, and then the clock strikes.</summary>
    public Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        return StrikeAsync();
    }

    /// <summary>Time passes until a moment, and then the clock strikes.</summary>
    public Task PassUntilAsync(DateTimeOffset moment) => PassAsync(moment - Clock.GetUtcNow());

    /// <summary>Empties the outbox as far as it goes.</summary>
    public async Task SendAsync()
    {
        while (await _services.GetRequiredService<Outbox>().SendAsync(CancellationToken.None) > 0)
        {
        }
    }

    /// <summary>The current votes of the first assembly as another process finds them on disk.</summary>
    public async Task<IReadOnlyList<CurrentVote>> VotesOnDiskAsync()
    {
        await using var store = EmbeddedStore.Open(Folder, Clock);
        return await store.ReadCurrentVotesAsync(Assembly.Id, CancellationToken.None).ToListAsync();
    }

    /// <summary>The vote events of the first assembly as another process finds them on disk.</summary>
    public async Task<IReadOnlyList<VoteEvent>> EventsOnDiskAsync()
    {
        await using var store = EmbeddedStore.Open(Folder, Clock);
        return await store.ReadVoteEventsAsync(Assembly.Id, 0, CancellationToken.None).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A name for the next delivery.</summary>
    internal InboxKey NextDelivery() => new("test", $"{Interlocked.Increment(ref _deliveries)}");

    private async Task OpenAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Storage:Folder", Folder),
            // In every build, for LiteDB does not let a second one see what is on disk.
            new("Storage:Provider", StorageOptions.Sqlite),
            new("Staff:Organisers:0", $"{RecordingMessenger.Name}:{TestPerson.IdOf("olga")}"),
            new("Staff:Moderators:0", $"{RecordingMessenger.Name}:{TestPerson.IdOf("mara")}"),
        ]).Build();

        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(Books.Value);
        services.AddStorage(configuration);
        services.AddCore(configuration);
        services.AddAssemblyClock();
        services.AddSingleton<IMessenger>(Messenger);
        Watch(services);

        _services = services.BuildServiceProvider();
        await Hall.RefreshAsync(CancellationToken.None);
    }

    private static void Watch(ServiceCollection services)
    {
        var store = services.Single(service => service.ServiceType == typeof(IAssemblyStore));
        services.Remove(store);
        services.AddSingleton<IAssemblyStore>(provider =>
            new WatchedStore((IAssemblyStore)store.ImplementationFactory!(provider)));
    }
}
