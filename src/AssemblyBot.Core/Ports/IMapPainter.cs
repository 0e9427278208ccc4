namespace AssemblyBot.Core.Ports;

/// <summary>Paints where people stand as a picture; where there is none, summaries have no picture.</summary>
public interface IMapPainter
{
    /// <summary>The picture as a PNG file. Pure: equal maps give equal bytes.</summary>
    /// <param name="map">Where people stand.</param>
    /// <param name="labels">The groups' letters, in the order that <see cref="MapPlace.Group"/> counts.</param>
    byte[] Paint(SummaryMap map, IReadOnlyList<string> labels);
}
