namespace AssemblyBot.Consensus;

/// <summary>How a statement's <see cref="StatementFinding.AgreementBound"/> changed.</summary>
public sealed record StatementChange(int Statement, double Before, double After);
