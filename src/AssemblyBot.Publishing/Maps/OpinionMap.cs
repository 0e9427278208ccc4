using System.Globalization;
using System.Text;
using System.Xml;
using AssemblyBot.Consensus;

namespace AssemblyBot.Publishing.Maps;

/// <summary>Draws people as marks by group, near each other when they voted alike: one SVG file without scripts, fonts or anything from elsewhere.</summary>
public static class OpinionMap
{
    /// <summary>The most people that are drawn (about 40 bytes each); of more, a share of each group in proportion to its size.</summary>
    public const int MostPeople = 5_000;

    private const string Namespace = "http://www.w3.org/2000/svg";
    private const double Width = 960;
    private const double Edge = 24;
    private const double Line = 26;
    private const int LegendColumns = 4;

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        IndentChars = " ",
        NewLineChars = "\n",
        OmitXmlDeclaration = true,
    };

    /// <summary>Writes the picture; equal reports give equal bytes.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="report">What was found.</param>
    /// <param name="title">What the assembly is about; any text, escaped here.</param>
    public static void Write(Stream stream, ConsensusReport report, string title)
    {
        var drawing = new MapDrawing(report, PlainText.Clean(title));
        var heading = PlainText.Lines(drawing.Title, 66, 2);
        var top = Edge + (heading.Count * Line) + 30;
        var scale = MapScale.Fit(drawing.Drawn, Width - (2 * Edge), 380, 640, 44);
        var legendTop = top + scale.Height + 34;
        var legendRows = (drawing.Legend.Count + LegendColumns - 1) / LegendColumns;
        var notesTop = legendTop + (legendRows * 44) + 4;
        var height = notesTop + (drawing.Notes.Count * 20) + 6;

        using var svg = XmlWriter.Create(stream, Settings);
        Open(svg, height, drawing);
        Element(svg, "rect", ("width", N(Width)), ("height", N(height)), ("fill", "#ffffff"));
        for (var line = 0; line < heading.Count; line++)
        {
            Text(svg, Edge, Edge + 18 + (line * Line), heading[line], ("font-size", "21"), ("font-weight", "bold"));
        }

        Text(svg, Edge, top - 10, drawing.Turnout, ("font-size", "15"), ("fill", "#555555"));
        svg.WriteStartElement("g", Namespace);
        svg.WriteAttributeString("transform", $"translate({N(Edge)} {N(top)})");
        Element(svg, "rect", ("width", N(Width - (2 * Edge))), ("height", N(scale.Height)), ("rx", "6"), ("fill", "#f7f7f5"));
        Areas(svg, drawing, scale);
        People(svg, drawing, scale);
        Letters(svg, drawing, scale);
        svg.WriteEndElement();
        Legend(svg, drawing, legendTop);
        for (var note = 0; note < drawing.Notes.Count; note++)
        {
            Text(svg, Edge, notesTop + (note * 20), drawing.Notes[note], ("font-size", "13"), ("fill", "#555555"));
        }

        svg.WriteEndElement();
        svg.WriteRaw("\n");
    }

    private static void Open(XmlWriter svg, double height, MapDrawing drawing)
    {
        svg.WriteStartElement("svg", Namespace);
        svg.WriteAttributeString("viewBox", $"0 0 {N(Width)} {N(height)}");
        svg.WriteAttributeString("width", N(Width));
        svg.WriteAttributeString("height", N(height));
        svg.WriteAttributeString("role", "img");
        svg.WriteAttributeString("aria-labelledby", "map-title map-description");
        svg.WriteAttributeString("font-family", "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif");
        svg.WriteAttributeString("fill", "#1b1b1b");
        Plain(svg, "title", "map-title", $"Opinion map: {drawing.Title}");
        Plain(svg, "desc", "map-description", drawing.Description);
        svg.WriteStartElement("defs", Namespace);
        foreach (var entry in drawing.Legend)
        {
            var ring = entry.Mark == GroupMark.Ungrouped;
            Element(
                svg, "path", ("id", "mark-" + entry.Mark.Key), ("d", entry.Mark.Outline(ring ? 0.7 * drawing.Radius : drawing.Radius)), ("fill", ring ? "none" : entry.Mark.Colour),
                ("fill-opacity", "0.8"), ("stroke", ring ? entry.Mark.Colour : "#ffffff"), ("stroke-width", N(Math.Min(1, drawing.Radius / 4))));
        }

        svg.WriteEndElement();
    }

    private static void Areas(XmlWriter svg, MapDrawing drawing, MapScale scale)
    {
        foreach (var (group, mark) in drawing.Groups)
        {
            var corners = Corners(drawing, group, scale);
            if (corners.Count >= 3)
            {
                var outline = "M" + string.Join('L', corners.Select(corner => $"{N(corner.X)} {N(corner.Y)}")) + "z";
                Element(
                    svg, "path", ("d", outline), ("fill", mark.Colour), ("stroke", mark.Colour), ("stroke-width", N((2 * drawing.Radius) + 12)),
                    ("stroke-linejoin", "round"), ("opacity", "0.1"));
            }
        }
    }

    private static IReadOnlyList<(double X, double Y)> Corners(MapDrawing drawing, OpinionGroup group, MapScale scale) =>
        ConvexHull.Of(drawing.Core(group).Select(person => scale.Place(person.X, person.Y)));

    private static void People(XmlWriter svg, MapDrawing drawing, MapScale scale)
    {
        foreach (var person in drawing.Drawn)
        {
            var (x, y) = scale.Place(person.X, person.Y);
            Element(svg, "use", ("href", "#mark-" + drawing.MarkOf(person).Key), ("x", N(x)), ("y", N(y)));
        }
    }

    private static void Letters(XmlWriter svg, MapDrawing drawing, MapScale scale)
    {
        var marks = drawing.Drawn.Select(person => scale.Place(person.X, person.Y)).ToArray();
        var middle = scale.Place(
            drawing.Groups.Select(entry => entry.Group.X).DefaultIfEmpty().Average(),
            drawing.Groups.Select(entry => entry.Group.Y).DefaultIfEmpty().Average());
        foreach (var (group, mark) in drawing.Groups)
        {
            var own = scale.Place(group.X, group.Y);
            (double X, double Y)[] area = [.. Corners(drawing, group, scale), own];
            var (x, y) = LetterPlace.Find(area, own, middle, marks, Width - (2 * Edge), scale.Height);
            Text(
                svg, x, y + 11, group.Label, ("font-size", "30"), ("font-weight", "bold"), ("text-anchor", "middle"), ("fill", mark.Colour),
                ("stroke", "#ffffff"), ("stroke-width", "5"), ("stroke-linejoin", "round"), ("paint-order", "stroke"));
        }
    }

    private static void Legend(XmlWriter svg, MapDrawing drawing, double top)
    {
        var column = (Width - (2 * Edge)) / LegendColumns;
        for (var index = 0; index < drawing.Legend.Count; index++)
        {
            var entry = drawing.Legend[index];
            var x = Edge + (index % LegendColumns * column);
            var y = top + (index / LegendColumns * 44);
            var ring = entry.Mark == GroupMark.Ungrouped;
            Element(
                svg, "path", ("d", entry.Mark.Outline(ring ? 5 : 8)), ("transform", $"translate({N(x + 12)} {N(y)})"), ("fill", ring ? "none" : entry.Mark.Colour),
                ("stroke", ring ? entry.Mark.Colour : "none"));
            Text(svg, x + 30, y - 1, entry.Name, ("font-size", "15"), ("font-weight", "bold"));
            Text(svg, x + 30, y + 16, entry.Detail, ("font-size", "13"), ("fill", "#555555"));
        }
    }

    private static void Text(XmlWriter svg, double x, double y, string content, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        svg.WriteStartElement("text", Namespace);
        svg.WriteAttributeString("x", N(x));
        svg.WriteAttributeString("y", N(y));
        foreach (var (name, value) in attributes)
        {
            svg.WriteAttributeString(name, value);
        }

        svg.WriteString(content);
        svg.WriteEndElement();
    }

    private static void Plain(XmlWriter svg, string name, string id, string content)
    {
        svg.WriteStartElement(name, Namespace);
        svg.WriteAttributeString("id", id);
        svg.WriteString(content);
        svg.WriteEndElement();
    }

    private static void Element(XmlWriter svg, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        svg.WriteStartElement(name, Namespace);
        foreach (var (attribute, value) in attributes)
        {
            svg.WriteAttributeString(attribute, value);
        }

        svg.WriteEndElement();
    }

    private static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
