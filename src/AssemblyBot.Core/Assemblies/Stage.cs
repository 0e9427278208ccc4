namespace AssemblyBot.Core.Assemblies;

/// <summary>How far an assembly has come; what people may do follows from it.</summary>
public enum Stage
{
    /// <summary>Being prepared; nobody can vote.</summary>
    Draft = 0,

    /// <summary>People vote and add statements.</summary>
    Open = 1,

    /// <summary>People vote; nobody adds statements any more.</summary>
    StatementsClosed = 2,

    /// <summary>Over; summaries and one's own votes can still be read.</summary>
    Closed = 3,
}
