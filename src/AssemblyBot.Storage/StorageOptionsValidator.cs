using Microsoft.Extensions.Options;

namespace AssemblyBot.Storage;

/// <summary>Checks <see cref="StorageOptions"/> at the start.</summary>
[OptionsValidator]
public sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
