namespace AssemblyBot.Core.Summaries;

/// <summary>Shows the summary of this moment to whoever asks.</summary>
internal sealed class SummaryDesk(
    AssemblyHall hall, Usher usher, Analyst analyst, IAssemblyStore store, IMapPainter? painter = null)
{
    public async Task<Card?> ShowAsync(Visit visit, CardAction.ShowSummary wanted, CancellationToken cancellationToken)
    {
        var linked = hall.Channels.FirstOrDefault(channel => channel.Address == visit.Channel);
        if ((linked is null ? usher.Find(visit, wanted.Assembly) : hall.Find(linked.Assembly)) is not { } assembly)
            return JoiningCards.List(visit, hall.OpenAt(visit.Now));
        if (assembly.Record.StageAt(visit.Now) == Stage.Draft)
            return JoiningCards.NotOpenYet(visit, assembly);

        var analysis = await analyst.AnalyseAsync(assembly, cancellationToken);
        var previous = await store.GetLastSummaryAsync(assembly.Id, cancellationToken);
        var summary = SummaryComposer.Compose(assembly, analysis, previous, SummaryPeriod.Now(visit.Now), visit.Now);
        var card = SummaryCards.Render(
            summary, assembly, visit.Book, visit.Channel is null ? Audience.Person : Audience.Everyone);
        return wanted.Form switch
        {
            SummaryForm.File => card with { File = SummaryCards.File(card) },
            SummaryForm.Map => card with { Picture = SummaryCards.Picture(summary, visit.Book, painter) },
            _ => card,
        };
    }
}
