using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Core;

/// <summary>Registers the assembly.</summary>
public static class CoreServices
{
    /// <summary>
    /// Adds the desk and what stands behind it. Needs an <see cref="IAssemblyStore"/>, <see cref="InstallationKeys"/> and
    /// <see cref="PhraseBooks"/> from elsewhere.
    /// </summary>
    public static IServiceCollection AddCore(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptionsWithValidateOnStart<StaffOptions, StaffOptions.Validator>()
            .Bind(configuration.GetSection(StaffOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true);

        services.AddSingleton<AssemblyHall>();
        services.AddSingleton<HeldLeases>();
        services.AddHostedService<LeaseKeeper>();
        services.AddHostedService<HallFollower>();
        services.AddHostedService<SnapshotKeeper>();
        services.AddSingleton<Recorder>();
        services.AddSingleton<IdentityVault>();
        services.AddSingleton<ButtonSeal>();
        services.AddSingleton<Analyst>();
        services.AddSingleton<SummaryWriter>();
        services.AddSingleton<NewsRound>();
        services.AddSingleton<PostCards>();
        services.AddSingleton(p => new Outbox(
            p.GetRequiredService<IAssemblyStore>(),
            p.GetRequiredService<AssemblyHall>(),
            p.GetRequiredService<Recorder>(),
            p.GetRequiredService<IdentityVault>(),
            p.GetRequiredService<PostCards>(),
            p.GetServices<IMessenger>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<Outbox>>(),
            p.GetRequiredService<HeldLeases>()));
        services.AddSingleton<Doorkeeper>();
        services.AddSingleton<Usher>();
        services.AddSingleton<Secretary>();
        services.AddSingleton<StatementPicker>();
        services.AddSingleton<VotingBooth>();
        services.AddSingleton<Reception>();
        services.AddSingleton<WritingDesk>();
        services.AddSingleton<ModerationDesk>();
        services.AddSingleton<OrganisingDesk>();
        services.AddSingleton<FoundingDesk>();
        services.AddSingleton<LinkingDesk>();
        services.AddSingleton<WrongCodes>();
        services.AddSingleton<Drafts>();
        services.AddSingleton<SummaryDesk>();
        services.AddSingleton(p => new FrontDesk(
            p.GetRequiredService<Doorkeeper>(),
            p.GetRequiredService<Reception>(),
            p.GetRequiredService<VotingBooth>(),
            p.GetRequiredService<WritingDesk>(),
            p.GetRequiredService<ModerationDesk>(),
            p.GetRequiredService<OrganisingDesk>(),
            p.GetRequiredService<FoundingDesk>(),
            p.GetRequiredService<LinkingDesk>(),
            p.GetRequiredService<SummaryDesk>()));
        return services;
    }

    /// <summary>Lets the clock strike and the outbox empty as long as the host runs.</summary>
    public static IServiceCollection AddAssemblyClock(this IServiceCollection services)
    {
        services.AddSingleton<AssemblyClock>();
        services.AddHostedService(provider => provider.GetRequiredService<AssemblyClock>());
        services.AddHostedService<OutboxPump>();
        return services;
    }
}
