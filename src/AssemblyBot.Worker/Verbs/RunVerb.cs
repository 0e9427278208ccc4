using System.CommandLine;
using AssemblyBot.Discord;
using AssemblyBot.Telegram;

namespace AssemblyBot.Worker.Verbs;

/// <summary><c>assemblybot</c>: serves the assemblies on every platform there is a token for, or else on the terminal.</summary>
internal static class RunVerb
{
    private static readonly Option<bool> OnTerminal = new("--terminal")
    {
        Description = "Open the terminal as well when a platform is connected.",
    };

    private static readonly Option<string?> As = new("--as") { Description = "On the terminal: the name to vote under.", HelpName = "NAME" };
    private static readonly Option<string?> Language = new("--language") { Description = "On the terminal: a language such as en or es.", HelpName = "CODE" };
    private static readonly Option<bool> Plain = new("--plain") { Description = "On the terminal: plain lines, without colours and frames." };
    private static readonly Option<string?> Join = new("--join") { Description = "On the terminal: the join code of the assembly to begin with.", HelpName = "CODE" };

    private static readonly Option[] Options = [OnTerminal, As, Language, Plain, Join];

    public static void AddTo(RootCommand root)
    {
        foreach (var option in Options)
            root.Add(option);
        root.SetAction((parsed, cancellationToken) => Fault.GuardAsync(() => RunAsync(parsed, cancellationToken)));
    }

    /// <summary>Refuses options of a run before a verb, which would pass over them.</summary>
    /// <exception cref="UsageException">There is one.</exception>
    public static void RefuseBeforeVerb(ParseResult parsed)
    {
        if (parsed.CommandResult.Command is not RootCommand && Options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
        {
            var verb = parsed.CommandResult.Command.Name;
            throw new UsageException($"{given.Name} before '{verb}' would change nothing; what '{verb}' can be told stands behind it, see --help there");
        }
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var builder = Installation.CreateBuilder(SettingArguments.Read(parsed)).AddPlatforms();
        var hasToken = builder.Configuration.HasTelegramToken() || builder.Configuration.HasDiscordToken();
        var opensTerminal = !hasToken || parsed.GetValue(OnTerminal);
        HostLogging.Add(builder.Logging, isQuiet: opensTerminal);
        builder.Services.AddStoreHolder();

        using var host = builder.Build();
        host.Services.GetRequiredService<IStartupValidator>().Validate();
        using var workerLock = host.Services.GetRequiredService<WorkerLock>();
        await Installation.OpenAsync(host.Services, cancellationToken);
        host.Services.GetRequiredService<InstallationKeys>();
        if (!hasToken)
            Console.WriteLine("No platform is connected (set Telegram__Token or Discord__Token to connect one), so the assembly opens here, on the terminal.");
        await SetupCodes.PrintFirstAsync(host.Services, Console.Out, cancellationToken);
        if (!hasToken)
            await OpenReadyAssemblyAsync(host.Services, cancellationToken);

        if (opensTerminal)
            return await TalkAsync(host, parsed, cancellationToken);

        if (host.Services.GetRequiredService<AssemblyHall>().All.Count == 0)
            Console.WriteLine($"There is no assembly yet. Create one with: assemblybot assembly new {ConfigFolder.ReadyAssembly}");
        var platforms = host.Services.GetRequiredService<PlatformWatch>();
        await host.RunAsync(cancellationToken);
        return platforms.AllFailed ? 1 : 0;
    }

    private static async Task<int> TalkAsync(IHost host, ParseResult parsed, CancellationToken cancellationToken)
    {
        var configured = host.Services.GetRequiredService<IOptions<TerminalOptions>>().Value;
        var options = configured with
        {
            Account = parsed.GetValue(As) ?? configured.Account,
            Language = parsed.GetValue(Language) ?? configured.Language,
            Plain = parsed.GetValue(Plain) || configured.Plain,
            Code = parsed.GetValue(Join) ?? configured.Code,
        };

        await host.StartAsync(cancellationToken);
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        await host.Services.GetRequiredService<TerminalSession>().RunAsync(options, ending.Token);
        await host.StopAsync(CancellationToken.None);
        return 0;
    }

    /// <summary>On an empty store without a platform: something to try.</summary>
    private static async Task OpenReadyAssemblyAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<AssemblyHall>().All.Count == 0 && File.Exists(ConfigFolder.ReadyAssembly))
            await AssemblyFiles.CreateAsync(services, ConfigFolder.ReadyAssembly, code: null, asDraft: false, cancellationToken);
    }
}
