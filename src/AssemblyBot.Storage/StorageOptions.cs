using System.ComponentModel.DataAnnotations;

namespace AssemblyBot.Storage;

/// <summary>Where assemblies are kept; the section <c>Storage</c> of the settings.</summary>
public sealed class StorageOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Storage";

    /// <summary>The kind of store. <c>Sqlite</c> (the default): a file in <see cref="Folder"/>.</summary>
    [AllowedValues("Sqlite", ErrorMessage = "Storage:Provider is not a store that this program has; write Sqlite")]
    public string Provider { get; init; } = "Sqlite";

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

    /// <summary>The file of the installation's key, as it is set or by default.</summary>
    public string IdentityKeyFile =>
        Path.GetFullPath(string.IsNullOrWhiteSpace(IdentityKey) ? Path.Combine(Folder, "identity.key") : IdentityKey);
}
