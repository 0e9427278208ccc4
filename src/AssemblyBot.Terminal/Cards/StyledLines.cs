using Spectre.Console;
using Spectre.Console.Rendering;

namespace AssemblyBot.Terminal.Cards;

/// <summary>Lines that are already broken to the width, with their styles; drawn as they are.</summary>
internal sealed class StyledLines : Renderable
{
    private readonly List<IReadOnlyList<Segment>> _lines = [];

    /// <summary>Adds a line.</summary>
    public void Add(params ReadOnlySpan<(string Text, Style Style)> spans)
    {
        var line = new List<Segment>(spans.Length);
        foreach (var (text, style) in spans)
        {
            if (text.Length > 0)
                line.Add(new Segment(text, style));
        }

        _lines.Add(line);
    }

    /// <summary>Adds an empty line, unless the last one is empty or there is none.</summary>
    public void Space()
    {
        if (_lines is [.., { Count: > 0 }])
            _lines.Add([]);
    }

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (var line in _lines)
        {
            foreach (var segment in line)
                yield return segment;
            yield return Segment.LineBreak;
        }
    }
}
