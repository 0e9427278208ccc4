using AssemblyBot.Testing.Assemblies;
using AssemblyBot.Worker.Hosting;
using AssemblyBot.Worker.Rehearsals;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AssemblyBot.Worker.Tests.Rehearsals;

/// <summary>A conversation that was rehearsed into a folder of its own, as the verb does it.</summary>
internal sealed class PlayedConversation : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IHost _host;

    private PlayedConversation(Rehearsed conversation, RehearsalClock clock, RehearsalMessenger messenger)
    {
        Conversation = conversation;
        var builder = Installation.CreateBuilder(
        [
            new("Storage:Folder", _folder.Path),
            new("Storage:IdentityKey", _folder["identity.key"]),
            new("Staff:Organisers:0", Rehearsal.ModeratorAccount),
        ]);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IMessenger>(messenger);
        _host = builder.Build();
    }

    /// <summary>What was rehearsed.</summary>
    public Rehearsed Conversation { get; }

    /// <summary>What came of it.</summary>
    public RehearsalResult Result { get; private set; } = null!;

    /// <summary>The last summary as people read it.</summary>
    public string LastSummary => Result.LastSummary!.Text();

    /// <summary>The assembly as it is afterwards.</summary>
    public LiveAssembly Assembly => _host.Services.GetRequiredService<AssemblyHall>().FindByCode("rehearsal")!;

    private IAssemblyStore Store => _host.Services.GetRequiredService<IAssemblyStore>();

    public static async Task<PlayedConversation> PlayAsync(Rehearsed conversation, CancellationToken cancellationToken)
    {
        var clock = new RehearsalClock(conversation.Votes.Min(vote => vote.At).AddDays(-1));
        var messenger = new RehearsalMessenger();
        var played = new PlayedConversation(conversation, clock, messenger);
        await Installation.OpenAsync(played._host.Services, cancellationToken);
        played.Result = await new Rehearsal(conversation, clock, messenger, played._host.Services)
            .RunAsync(new Progress<int>(), cancellationToken);
        return played;
    }

    /// <summary>The current votes on disk, under the numbers that the conversation has for its people and statements.</summary>
    public async Task<Dictionary<(long Person, int Statement), Stance>> VotesAsync(CancellationToken cancellationToken)
    {
        var (people, statements) = (await PeopleAsync(cancellationToken), Statements());
        await using var store = EmbeddedStore.Open(CopyFiles(), TimeProvider.System);
        var votes = await store.ReadCurrentVotesAsync(Assembly.Id, cancellationToken).ToListAsync(cancellationToken);
        return votes.ToDictionary(vote => (people[vote.Participant.Value], statements[vote.Statement.Number]), vote => vote.Stance);
    }

    /// <summary>The number in the conversation of each participant.</summary>
    public async Task<Dictionary<long, long>> PeopleAsync(CancellationToken cancellationToken)
    {
        var vault = _host.Services.GetRequiredService<IdentityVault>();
        var people = new Dictionary<long, long>();
        foreach (var person in Conversation.Votes.Select(vote => vote.Person).Distinct())
        {
            var account = vault.Hash(new Person(RehearsalMessenger.Name, $"{person}", $"{person}", null));
            people[(await Store.FindParticipantAsync(account, cancellationToken))!.Id.Value] = person;
        }

        return people;
    }

    public void Dispose()
    {
        _host.Dispose();
        _folder.Dispose();
    }

    /// <summary>Copies the store's file and its log as they are on disk: the host has them open, and LiteDB's nobody else can open.</summary>
    private string CopyFiles()
    {
        var copy = Directory.CreateDirectory(_folder["copy"]).FullName;
        foreach (var name in new[] { EmbeddedFile.Name, EmbeddedFile.LogName }.Where(name => File.Exists(_folder[name])))
            File.Copy(_folder[name], Path.Combine(copy, name));
        return copy;
    }

    /// <summary>The number in the conversation of each statement: the organisers' come first, the others as they were written.</summary>
    private Dictionary<int, int> Statements() => Conversation.Statements.Where(statement => statement.Author is null)
        .Concat(Conversation.Statements.Where(statement => statement.Author is not null).OrderBy(statement => statement.Written))
        .Select((statement, index) => (Number: index + 1, statement.Id))
        .ToDictionary(pair => pair.Number, pair => pair.Id);
}
