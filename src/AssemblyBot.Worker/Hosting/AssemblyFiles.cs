namespace AssemblyBot.Worker.Hosting;

/// <summary>Creates assemblies from their files.</summary>
internal static class AssemblyFiles
{
    /// <summary>Creates the assembly of a file and returns it.</summary>
    /// <exception cref="AssemblyFileException">The file cannot be used, or its code is taken.</exception>
    public static async Task<LiveAssembly> CreateAsync(
        IServiceProvider services, string path, string? code, bool asDraft, CancellationToken cancellationToken)
    {
        var file = AssemblyFileReader.Read(path, services.GetRequiredService<PhraseBooks>().Languages);
        var change = AssemblyFileReader.ToChange(
            code is null ? file : file with { Code = code },
            JoinCodes.Create(),
            services.GetRequiredService<TimeProvider>().GetUtcNow());
        if (asDraft)
            change = change with { Stage = Stage.Draft };

        var outcome = await services.GetRequiredService<Recorder>().RecordAsync(change, cancellationToken);
        return outcome is Outcome.Accepted { Value: var id }
            ? services.GetRequiredService<AssemblyHall>().Find(new AssemblyId(id))!
            : throw new AssemblyFileException(
                $"{path}: there is an assembly with the code '{change.Code}' already; give this one another with --code");
    }
}
