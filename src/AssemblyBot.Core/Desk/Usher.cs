namespace AssemblyBot.Core.Desk;

/// <summary>Leads a person to the assembly they mean, and says what stands in their way.</summary>
internal sealed class Usher(AssemblyHall hall)
{
    /// <summary>
    /// The assembly a person means: the one asked for; else their current one; else the only one that is open.
    /// </summary>
    public LiveAssembly? Find(Visit visit, AssemblyId? asked)
    {
        if (asked is { } id)
            return hall.Find(id);
        if (visit.Participant?.Current is { } current && hall.Find(current) is { } entered)
            return entered;
        return hall.OpenAt(visit.Now) is [var only] ? only : null;
    }

    /// <summary>The assembly to vote or write in, or the card that stands in the way: unknown, not open, no consent yet.</summary>
    public (LiveAssembly? Assembly, Card? Obstacle) Admit(Visit visit, AssemblyId? asked)
    {
        if (Find(visit, asked) is not { } assembly)
            return (null, asked is null ? JoiningCards.List(visit, hall.OpenAt(visit.Now)) : JoiningCards.NoSuchAssembly(visit));

        var obstacle = assembly.Record.StageAt(visit.Now) switch
        {
            Stage.Draft => JoiningCards.NotOpenYet(visit, assembly),
            Stage.Closed => JoiningCards.Closed(visit, assembly),
            _ => HasConsented(visit, assembly) ? null : JoiningCards.Consent(visit, assembly),
        };
        return (obstacle is null ? assembly : null, obstacle);
    }

    public static bool HasConsented(Visit visit, LiveAssembly assembly) =>
        visit.Participant?.In(assembly.Id)?.ConsentVersion == assembly.Settings.ConsentVersion;
}
