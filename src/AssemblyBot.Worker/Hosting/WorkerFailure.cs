using AssemblyBot.Telegram;

namespace AssemblyBot.Worker.Hosting;

/// <summary>The exit code of a host that has stopped: 1 when a platform turned it away for good.</summary>
internal static class WorkerFailure
{
    public static int Of(IHost host) => host.Services.GetService<TelegramHealth>() is { StoppedBecause: { } } ? 1 : 0;
}
