namespace AssemblyBot.Storage.Tests.PowerCuts;

/// <summary>What a power cut leaves of the pages that were written and not synced.</summary>
internal enum CutKind
{
    /// <summary>None of them.</summary>
    Nothing,

    /// <summary>Each of them or not, as likely as not.</summary>
    Half,

    /// <summary>Nine in ten of them.</summary>
    Most,

    /// <summary>Those that were written before some moment, as a file system does that writes in order.</summary>
    InOrder,
}
