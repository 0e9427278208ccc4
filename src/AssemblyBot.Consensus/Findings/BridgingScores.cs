namespace AssemblyBot.Consensus.Findings;

/// <summary>The bridging score of every statement and its place on the one axis of opinion, 0 for those without votes or moderated out.</summary>
/// <param name="Intercepts">The score, one entry per column.</param>
/// <param name="Factors">The place, one entry per column.</param>
/// <param name="Sweeps">Passes over the votes that it took.</param>
internal sealed record BridgingScores(double[] Intercepts, double[] Factors, int Sweeps);
