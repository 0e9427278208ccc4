namespace AssemblyBot.Worker.Hosting;

/// <summary>Issues set-up codes; the first one by itself, at the first start.</summary>
internal static class SetupCodes
{
    /// <summary>Issues the organiser's code when none was ever issued, and prints it: once in the life of a store.</summary>
    public static async Task PrintFirstAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<IAssemblyStore>().HasCodeAsync(Role.Organiser, cancellationToken))
            return;

        var code = await IssueAsync(services, Role.Organiser, cancellationToken);
        await output.WriteLineAsync($"Set-up code, shown only once: {code}");
        await output.WriteLineAsync($"Whoever sends the bot  /claim {code}  first becomes its organiser.");
        await output.WriteLineAsync();
    }

    /// <summary>Issues a code and returns it; the store keeps only its hash.</summary>
    public static async Task<string> IssueAsync(IServiceProvider services, Role role, CancellationToken cancellationToken)
    {
        var code = SetupCode.Create();
        await services.GetRequiredService<Recorder>().RecordAsync(
            new Change.IssueCode(SetupCode.Hash(code), role, services.GetRequiredService<TimeProvider>().GetUtcNow()), cancellationToken);
        return code;
    }
}
