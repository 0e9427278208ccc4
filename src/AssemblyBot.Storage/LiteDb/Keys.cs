using LiteDB;

namespace AssemblyBot.Storage.LiteDb;

/// <summary>
/// How what is looked for together is put into one key: a number of 64 bits where the parts are numbers, for LiteDB
/// compares those fastest.
/// </summary>
internal static class Keys
{
    private const int NumberBits = 40;
    private const long MostNumbers = 1L << NumberBits;

    /// <summary>What is numbered within an assembly: its statements, events, ballots, summaries.</summary>
    public static long Of(AssemblyId assembly, long number) => (assembly.Value << NumberBits) | (number & (MostNumbers - 1));

    /// <summary>The first key of an assembly.</summary>
    public static long FirstOf(AssemblyId assembly) => Of(assembly, 0);

    /// <summary>The last key of an assembly.</summary>
    public static long LastOf(AssemblyId assembly) => Of(assembly, MostNumbers - 1);

    /// <summary>The assembly of a key.</summary>
    public static AssemblyId AssemblyOf(BsonValue key) => new(key.AsInt64 >> NumberBits);

    /// <summary>The number within the assembly.</summary>
    public static long NumberOf(BsonValue key) => key.AsInt64 & (MostNumbers - 1);

    /// <summary>A delivery: the source has no line break.</summary>
    public static string Of(InboxKey key) => $"{key.Source}\n{key.Key}";

    /// <summary>What a statement of an assembly says.</summary>
    public static string OfWords(AssemblyId assembly, string fingerprint) => $"{assembly.Value}:{fingerprint}";
}
