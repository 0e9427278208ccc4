using AssemblyBot.Core.Ports;
using AssemblyBot.Publishing.Maps;
using Microsoft.Extensions.DependencyInjection;

namespace AssemblyBot.Publishing;

/// <summary>Registers what makes pictures for posts.</summary>
public static class PublishingServices
{
    /// <summary>Adds the painter of opinion maps; without it summaries have no picture.</summary>
    public static IServiceCollection AddPublishing(this IServiceCollection services) => services.AddSingleton<IMapPainter, MapPainter>();
}
