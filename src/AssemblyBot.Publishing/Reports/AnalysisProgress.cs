namespace AssemblyBot.Publishing.Reports;

/// <summary>How far an analysis from files to files has come: the stage it is in and the share of the whole work behind it, 0 to 1.</summary>
public readonly record struct AnalysisProgress(string Stage, double Done);
