namespace AssemblyBot.Core.Channels;

/// <summary>Lets organisers open and close assemblies and link channels to them.</summary>
internal sealed class OrganisingDesk(
    AssemblyHall hall,
    Usher usher,
    Secretary secretary,
    FoundingDesk founding,
    IdentityVault vault,
    PhraseBooks books,
    IAssemblyStore store)
{
    public Task<Card?> AnswerAsync(Visit visit, string arguments, CancellationToken cancellationToken)
    {
        if (!visit.MayOrganise)
            return Task.FromResult<Card?>(JoiningCards.Say(visit.Book.Common.NotAllowed) with { Audience = AudienceOf(visit), Stays = true, IsDenial = true });

        var command = arguments.TrimStart();
        if (command.StartsWith("new", StringComparison.OrdinalIgnoreCase) && (command.Length == 3 || char.IsWhiteSpace(command[3])))
            return founding.AnswerAsync(visit, command[3..], cancellationToken);

        var words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            ["status", ..] => StatusAsync(visit, cancellationToken),
            ["open", .. var rest] => SetStageAsync(visit, rest, Stage.Open, cancellationToken),
            ["close", .. var rest] => SetStageAsync(visit, rest, Stage.Closed, cancellationToken),
            ["link", var code] when visit.Channel is { } channel => LinkAsync(visit, channel, code, cancellationToken),
            ["link", var code, var language] when visit.Channel is { } channel => LinkAsync(visit, channel, code, language, cancellationToken),
            ["unlink"] when visit.Channel is { } channel => UnlinkAsync(visit, channel, cancellationToken),
            ["schedule", .. var rest] when visit.Channel is { } channel => ScheduleAsync(visit, channel, rest, cancellationToken),
            ["here"] when visit.Channel is { } channel => ComeHereAsync(visit, channel, cancellationToken),
            ["link" or "unlink" or "schedule" or "here", ..] when visit.Channel is null => Say(visit, visit.Book.Organising.OnlyInChannel),
            _ => Task.FromResult<Card?>(OrganisingCards.Help(visit)),
        };
    }

    /// <summary>Links the channel to an assembly; what it says there from now on is its summaries.</summary>
    public async Task<Card?> LinkAsync(Visit visit, ChannelAddress channel, string code, CancellationToken cancellationToken)
    {
        if (hall.FindByCode(code) is not { } assembly)
            return await Say(visit, visit.Book.Organising.WhichCode);

        var linked = hall.Channels.FirstOrDefault(link => link.Address == channel && link.Assembly == assembly.Id);
        var schedule = linked?.Schedule ?? assembly.Settings.Schedule;
        var link = new Change.LinkChannel(assembly.Id, channel, visit.Language, schedule, visit.Now) { By = vault.Seal(visit.Person) };
        var outcome = await secretary.RecordAsync(visit, link, cancellationToken);
        if (outcome is Outcome.Accepted { Value: var id } && assembly.Record.StageAt(visit.Now) == Stage.Draft)
            await secretary.RecordAsideAsync(new Change.Enqueue(OpenedIn(new ChannelId(id), assembly)), cancellationToken);

        var p = visit.Book.Organising;
        return JoiningCards.Invitation(visit.Book, assembly) with
        {
            Blocks =
            [
                .. JoiningCards.Invitation(visit.Book, assembly).Blocks,
                new Block.Note(p.Linked.With(
                    ("title", assembly.Settings.Title.In(visit.Language)), ("schedule", p.Describe(schedule)))),
            ],
        };
    }

    /// <summary>Links the channel for posts in a language other than the organiser's.</summary>
    private Task<Card?> LinkAsync(
        Visit visit, ChannelAddress channel, string code, string language, CancellationToken cancellationToken) =>
        books.Has(language.ToLowerInvariant())
            ? LinkAsync(visit with { Book = books.For(language) }, channel, code, cancellationToken)
            : Say(visit, visit.Book.Joining.NoSuchLanguage.With(("code", language), ("codes", string.Join(", ", books.Languages))));

    private async Task<Card?> UnlinkAsync(Visit visit, ChannelAddress channel, CancellationToken cancellationToken)
    {
        if (LinkOf(channel) is not { } linked)
            return await Say(visit, visit.Book.Organising.NotLinked);

        await secretary.RecordAsync(visit, new Change.UnlinkChannel(linked.Assembly, channel, visit.Now), cancellationToken);
        return await Say(visit, visit.Book.Organising.Unlinked.With(("title", TitleOf(visit, linked.Assembly))));
    }

    /// <summary>What is posted to the same chat, in whichever topic, comes here from now on.</summary>
    private async Task<Card?> ComeHereAsync(Visit visit, ChannelAddress here, CancellationToken cancellationToken)
    {
        var links = hall.Channels.Where(link => link.Address with { Topic = here.Topic } == here).ToArray();
        if (links.Length == 0)
            return await Say(visit, visit.Book.Organising.NotLinked);

        var by = vault.Seal(visit.Person);
        await secretary.RecordAsync(visit, [.. links.SelectMany(link => Moves.Of(link, here, by, visit.Now))], cancellationToken);
        foreach (var moved in hall.Channels.Where(channel => channel.Address == here).ToArray())
        {
            if (hall.Find(moved.Assembly) is { } assembly && assembly.Record.StageAt(visit.Now) == Stage.Draft)
                await secretary.RecordAsideAsync(new Change.Enqueue(OpenedIn(moved.Id, assembly)), cancellationToken);
        }

        var titles = links.Select(link => TitleOf(visit, link.Assembly)).Distinct(StringComparer.Ordinal);
        return await Say(visit, visit.Book.Organising.PostsComeHere.With(("title", string.Join(", ", titles))));
    }

    private async Task<Card?> ScheduleAsync(
        Visit visit, ChannelAddress channel, string[] words, CancellationToken cancellationToken)
    {
        var p = visit.Book.Organising;
        if (LinkOf(channel) is not { } linked)
            return await Say(visit, p.NotLinked);
        if (!ScheduleText.TryRead(words, out var schedule))
            return await Say(visit, p.WrongSchedule.With(("value", string.Join(' ', words))));

        var link = new Change.LinkChannel(linked.Assembly, channel, linked.Language, schedule, visit.Now) { By = vault.Seal(visit.Person) };
        await secretary.RecordAsync(visit, link, cancellationToken);
        return await Say(visit, p.Scheduled.With(("schedule", p.Describe(schedule))));
    }

    private async Task<Card?> SetStageAsync(Visit visit, string[] rest, Stage stage, CancellationToken cancellationToken)
    {
        var assembly = rest switch
        {
            [var code] => hall.FindByCode(code),
            [] when LinkOf(visit.Channel) is { } linked => hall.Find(linked.Assembly),
            [] => usher.Find(visit, null) ?? (hall.All is [var only] ? only : null),
            _ => null,
        };
        if (assembly is null)
            return await Say(visit, visit.Book.Organising.WhichCode);

        await secretary.RecordAsync(visit, new Change.SetStage(assembly.Id, stage, visit.Now), cancellationToken);
        var p = visit.Book.Organising;
        var inForce = assembly.Record.StageAt(visit.Now);
        if (inForce != stage)
            return await Say(visit, p.StatusLine.With(("code", assembly.Record.Code), ("stage", p.NameOf(inForce).ToString())));

        var said = stage == Stage.Open ? p.Opened : p.Closed;
        return await Say(visit, said.With(("title", TitleOf(visit, assembly.Id))));
    }

    private async Task<Card?> StatusAsync(Visit visit, CancellationToken cancellationToken)
    {
        var lines = new List<Block>();
        foreach (var assembly in hall.All)
        {
            var people = await store.CountParticipantsAsync(assembly.Id, cancellationToken);
            var channels = hall.Channels.Count(channel => channel.Assembly == assembly.Id && channel.DisabledBecause is null);
            lines.AddRange(OrganisingCards.Status(visit, assembly, people, channels));
        }

        return lines.Count == 0
            ? await Say(visit, visit.Book.Organising.NoAssemblies)
            : new Card { Blocks = lines, Audience = AudienceOf(visit), Stays = true };
    }

    /// <summary>Waits in the outbox until people can take part.</summary>
    private static Post OpenedIn(ChannelId channel, LiveAssembly assembly) => new()
    {
        Key = $"opened:{assembly.Id.Value}:{channel.Value}",
        Assembly = assembly.Id,
        Channel = channel,
        Message = new Message.Opened(),
    };

    private ChannelRecord? LinkOf(ChannelAddress? address) =>
        hall.Channels.FirstOrDefault(channel => channel.Address == address);

    private string TitleOf(Visit visit, AssemblyId assembly) =>
        hall.Find(assembly)?.Settings.Title.In(visit.Language) ?? assembly.ToString();

    private static Audience AudienceOf(Visit visit) => visit.Channel is null ? Audience.Person : Audience.Everyone;

    private static Task<Card?> Say(Visit visit, string sentence) =>
        Task.FromResult<Card?>(JoiningCards.Say(sentence) with { Audience = AudienceOf(visit), Stays = true });
}
