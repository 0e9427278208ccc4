using AssemblyBot.Core.Assemblies;
using AssemblyBot.Core.Ports;
using AssemblyBot.Core.Recording;
using AssemblyBot.Testing;
using AssemblyBot.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AssemblyBot.Benchmarks.Figures;

/// <summary>A whole worker in this process, on a store in a temporary folder.</summary>
internal sealed class BenchmarkInstallation : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly IHost _host;

    private BenchmarkInstallation(TemporaryFolder folder, IHost host) => (_folder, _host) = (folder, host);

    public IServiceProvider Services => _host.Services;

    public LiveAssembly Assembly => Services.GetRequiredService<AssemblyHall>().All[0];

    public static async Task<BenchmarkInstallation> StartAsync(int statements, params (string Name, string Value)[] settings)
    {
        var folder = new TemporaryFolder();
        var builder = Installation.CreateBuilder(
        [
            new("Storage:Folder", folder.Path),
            .. settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value)),
        ]).AddPlatforms();
        HostLogging.Add(builder.Logging, isQuiet: true);
        var host = builder.Build();
        await Installation.OpenAsync(host.Services, CancellationToken.None);
        await host.Services.GetRequiredService<Recorder>().RecordAsync(
            new Change.CreateAssembly(
                "benchmark",
                new AssemblySettings
                {
                    Title = LocalText.Of("en", "Benchmark"),
                    Question = LocalText.Of("en", "How fast is it?"),
                    Introduction = LocalText.Of("en", "Made up for measuring."),
                    Languages = ["en"],
                },
                Stage.Open,
                [.. Enumerable.Range(1, statements).Select(number => LocalText.Of("en", $"Statement {number} of the benchmark, about as long as people write them"))],
                host.Services.GetRequiredService<TimeProvider>().GetUtcNow()),
            CancellationToken.None);
        await host.StartAsync();
        return new BenchmarkInstallation(folder, host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _folder.Dispose();
    }
}
