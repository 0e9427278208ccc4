using System.ComponentModel.DataAnnotations;
using AssemblyBot.Storage.Erasures;
using AssemblyBot.Storage.Postgres;

namespace AssemblyBot.Storage;

/// <summary>Where assemblies are kept; the section <c>Storage</c> of the settings.</summary>
public sealed class StorageOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Storage";

    /// <summary>The <see cref="Provider"/> that keeps a file: the one that is there, or the one that is the default of this build.</summary>
    public const string Embedded = "";

    /// <summary>The <see cref="Provider"/> that keeps a SQLite file.</summary>
    public const string Sqlite = nameof(Sqlite);

    /// <summary>The <see cref="Provider"/> that keeps a LiteDB file, in a build with the named packages.</summary>
    public const string LiteDb = nameof(LiteDb);

    /// <summary>The <see cref="Provider"/> that keeps a database on a server.</summary>
    public const string Postgres = nameof(Postgres);

    /// <summary>
    /// The kind of store. <c>Sqlite</c> or <c>LiteDb</c>: a file in <see cref="Folder"/>. <c>Postgres</c>: a database that
    /// several hosts may share, see <see cref="ConnectionString"/>. Default: empty, the file that is in the folder already;
    /// in a new one SQLite, or in a build with the named packages LiteDB.
    /// </summary>
    [CustomValidation(typeof(StorageOptions), nameof(CheckProvider))]
    public string Provider { get; init; } = Embedded;

    /// <summary>
    /// Where the PostgreSQL database is, such as <c>Host=db.example.org;Database=assemblybot;Username=assemblybot;Password=…</c>.
    /// A secret: it comes from the environment, <c>Storage__ConnectionString</c>. Default: empty; not used with SQLite.
    /// </summary>
    [CustomValidation(typeof(StorageOptions), nameof(CheckConnectionString))]
    public string? ConnectionString { get; init; }

    /// <summary>
    /// The folder of the store and its files, absolute or from where the program is started; made when it is missing.
    /// Default: <c>data</c>.
    /// </summary>
    [Required(ErrorMessage = "Storage:Folder is empty; write a folder, such as data")]
    public string Folder { get; init; } = "data";

    /// <summary>
    /// The file of the installation's key, made at the first start. Default: <c>identity.key</c> in <see cref="Folder"/>.
    /// Whoever has it and the store can write to the participants; without it nobody can.
    /// </summary>
    public string? IdentityKey { get; init; }

    /// <summary>
    /// The file of the list of erasures, by which a restored backup forgets again who was forgotten since. Default:
    /// <c>erasures.txt</c> in <see cref="Folder"/>. Keep it, or a copy, away from the store; it holds no account.
    /// </summary>
    public string? Erasures { get; init; }

    /// <summary>Whether several hosts may run on the store.</summary>
    public bool IsShared => Provider == Postgres;

    /// <summary>What to do where a build holds no LiteDB.</summary>
    internal const string WithoutLiteDb =
        "this build does not hold LiteDB; build with NamedPackages=true (README.md, Dependencies)";

    /// <summary>Checks <see cref="Provider"/>.</summary>
    public static ValidationResult? CheckProvider(string? value, ValidationContext context) => value switch
    {
        LiteDb when !EmbeddedStore.HasLiteDb =>
            new ValidationResult($"Storage:Provider is LiteDb, and {WithoutLiteDb}, or write Sqlite or Postgres"),
        Embedded or Sqlite or LiteDb or Postgres => ValidationResult.Success,
        _ => new ValidationResult(
            "Storage:Provider is not a store that this program has; " +
            (EmbeddedStore.HasLiteDb ? "write Sqlite, LiteDb or Postgres" : "write Sqlite or Postgres")),
    };

    /// <summary>Checks <see cref="ConnectionString"/>; says what is wrong without repeating it, for it holds a password.</summary>
    public static ValidationResult? CheckConnectionString(string? value, ValidationContext context) =>
        ((StorageOptions)context.ObjectInstance).Provider != Postgres || PostgresDatabase.CanRead(value)
            ? ValidationResult.Success
            : new ValidationResult(
                "Storage:ConnectionString does not lead to a PostgreSQL database; write one such as " +
                "Host=db.example.org;Database=assemblybot;Username=assemblybot;Password=…");

    /// <summary>The file of the installation's key, as it is set or by default.</summary>
    public string IdentityKeyFile =>
        Path.GetFullPath(string.IsNullOrWhiteSpace(IdentityKey) ? Path.Combine(Folder, "identity.key") : IdentityKey);

    /// <summary>The file of the list of erasures, as it is set or by default.</summary>
    public string ErasuresFile =>
        Path.GetFullPath(string.IsNullOrWhiteSpace(Erasures) ? Path.Combine(Folder, ErasureFile.Name) : Erasures);
}
