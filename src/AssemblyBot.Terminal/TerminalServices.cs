using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Terminal;

/// <summary>Puts the terminal into a host.</summary>
public static class TerminalServices
{
    /// <summary>
    /// Adds <see cref="TerminalSession"/>, its options from the section <c>Terminal</c>, and the messenger of the platform
    /// <c>terminal</c>. Needs <see cref="FrontDesk"/>, <see cref="PhraseBooks"/> and a
    /// <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddTerminal(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<TerminalOptions, TerminalOptionsValidator>()
            .Bind(configuration.GetSection(TerminalOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true);
        services.AddSingleton<TerminalMessenger>();
        services.AddSingleton<IMessenger>(provider => provider.GetRequiredService<TerminalMessenger>());
        services.AddSingleton(provider => new TerminalSession(
            provider.GetRequiredService<FrontDesk>().AnswerAsync,
            provider.GetRequiredService<PhraseBooks>(),
            provider.GetRequiredService<TerminalMessenger>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TerminalSession>>()));
        return services;
    }
}
