namespace AssemblyBot.Core.Participants;

/// <summary>That a participant takes part in an assembly.</summary>
/// <param name="Assembly">The assembly.</param>
/// <param name="ConsentVersion">The version of the consent text they accepted.</param>
/// <param name="JoinedAt">When they first accepted it.</param>
/// <param name="WantsNews">Whether they asked to be told of new statements.</param>
public sealed record Membership(AssemblyId Assembly, int ConsentVersion, DateTimeOffset JoinedAt, bool WantsNews);
