using System.Security.Cryptography;

namespace AssemblyBot.Core.Assemblies;

/// <summary>Makes join codes for assemblies whose file names none.</summary>
public static class JoinCodes
{
    /// <summary>A new code: eight letters and digits that are not mistaken for one another.</summary>
    public static string Create() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 8);
}
