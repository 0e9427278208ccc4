using System.Security.Cryptography;
using System.Text;

namespace AssemblyBot.Storage.Sql;

/// <summary>One step from a version of the schema to the next. Its text never changes once it was released.</summary>
internal sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>SHA-256 of the text, hexadecimal; the same with either kind of line ending.</summary>
    public string Checksum { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}
