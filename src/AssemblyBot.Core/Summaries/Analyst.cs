using System.Collections.Concurrent;
using System.Diagnostics;
using AssemblyBot.Core.Recording;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Core.Summaries;

/// <summary>
/// Keeps what the engine found about each assembly: off the way of a vote, one analysis of an assembly at a time, each
/// starting from the one before; after a restart, from what was kept of it.
/// </summary>
public sealed partial class Analyst(IAssemblyStore store, Recorder recorder, ILogger<Analyst> logger)
{
    /// <summary>Half of the processors at most, so that people who vote meanwhile do not wait for it.</summary>
    private static readonly int Threads = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly ConcurrentDictionary<AssemblyId, Desk> _desks = new();

    /// <summary>
    /// An analysis of the assembly's votes as they are now: the last one when no vote, statement or decision has come
    /// since, else a new one. The assembly's <see cref="LiveAssembly.Findings"/> follow.
    /// </summary>
    public async Task<AssemblyAnalysis> AnalyseAsync(LiveAssembly assembly, CancellationToken cancellationToken)
    {
        var desk = _desks.GetOrAdd(assembly.Id, static _ => new Desk());
        await desk.Turn.WaitAsync(cancellationToken);
        try
        {
            var statements = assembly.Statements;
            if (desk.Last is { } last && last.Head == assembly.Votes.Head && ReferenceEquals(desk.Statements, statements))
                return last;

            var previous = desk.Last?.Report ?? await RememberAsync(assembly.Id, cancellationToken);
            var analysis = await Task.Run(() => Analyse(assembly, previous, cancellationToken), cancellationToken);
            await KeepAsync(assembly.Id, desk, analysis, cancellationToken);
            (desk.Last, desk.Statements) = (analysis, statements);
            assembly.Findings = analysis.Report;
            Analysed(logger, assembly.Id.Value, analysis.Report.VoteCount, analysis.Took.TotalMilliseconds);
            return analysis;
        }
        finally
        {
            desk.Turn.Release();
        }
    }

    private async Task<ConsensusReport?> RememberAsync(AssemblyId assembly, CancellationToken cancellationToken) =>
        await store.GetSnapshotAsync(assembly, GroupMemory.SnapshotName, cancellationToken) is { } kept ? GroupMemory.Read(kept) : null;

    /// <summary>Keeps who is in which group when the groups are others than before, or a tenth more votes have come.</summary>
    private async Task KeepAsync(AssemblyId assembly, Desk desk, AssemblyAnalysis analysis, CancellationToken cancellationToken)
    {
        int[] groups = [.. analysis.Report.Groups.Select(group => group.Id)];
        if (groups.Length == 0 || (groups.SequenceEqual(desk.KeptGroups) && analysis.Head < desk.KeptHead + (desk.KeptHead / 10)))
            return;
        try
        {
            await recorder.RecordAsync(new Change.KeepSnapshot(GroupMemory.Of(assembly, analysis)), cancellationToken);
            (desk.KeptGroups, desk.KeptHead) = (groups, analysis.Head);
        }
        catch (StoreException exception)
        {
            KeepFailed(logger, assembly.Value, exception);
        }
    }

    /// <summary>
    /// The votes an analysis is made of: those on accepted statements count; a rejected one has no say in it.
    /// </summary>
    internal static AssemblyAnalysis Analyse(LiveAssembly assembly, ConsensusReport? previous, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var head = assembly.Votes.Head;
        var votes = assembly.Votes.All().OrderBy(vote => vote.Participant).ThenBy(vote => vote.Statement).ToArray();
        var matrix = VoteMatrix.From(
            votes,
            assembly.Accepted.Select(statement => statement.Id.Number),
            assembly.Statements.Where(statement => statement.State != StatementState.Accepted).Select(statement => statement.Id.Number));
        var options = new ConsensusOptions { MinimumVotes = assembly.Settings.Thresholds.VotesEach, Threads = Threads };
        var report = ConsensusEngine.Analyse(matrix, options, previous, progress: null, cancellationToken);
        return new AssemblyAnalysis(
            report,
            head,
            Voters: votes.DistinctBy(vote => vote.Participant).Count(),
            VotersWithEnough: votes.CountBy(vote => vote.Participant).Count(ballot => ballot.Value >= assembly.Settings.Thresholds.VotesEach),
            Stopwatch.GetElapsedTime(started));
    }

    [LoggerMessage(LogLevel.Debug, "Analysed assembly {Assembly}: {Votes} votes in {Milliseconds:F0} ms")]
    private static partial void Analysed(ILogger logger, long assembly, int votes, double milliseconds);

    [LoggerMessage(LogLevel.Warning, "Who is in which group of assembly {Assembly} was not kept; it is tried again with the next analysis")]
    private static partial void KeepFailed(ILogger logger, long assembly, Exception exception);

    private sealed class Desk
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public AssemblyAnalysis? Last { get; set; }

        public IReadOnlyList<StatementRecord>? Statements { get; set; }

        /// <summary>The groups that were kept last, and at which event.</summary>
        public int[] KeptGroups { get; set; } = [];

        public long KeptHead { get; set; }
    }
}

/// <summary>What the engine found, and in which votes.</summary>
/// <param name="Report">The findings.</param>
/// <param name="Head">The sequence number of the last vote event in it.</param>
/// <param name="Voters">How many people have voted at least once.</param>
/// <param name="VotersWithEnough">How many of them have as many votes as the assembly's threshold asks for.</param>
/// <param name="Took">How long it took.</param>
public sealed record AssemblyAnalysis(ConsensusReport Report, long Head, int Voters, int VotersWithEnough, TimeSpan Took);
