using System.Globalization;
using System.Text;

namespace AssemblyBot.Testing.BotApi.Rules;

/// <summary>Reads the HTML dialect of the Bot API: the documented tags, balanced, and the documented entities only.</summary>
/// <remarks>Stricter than the real server, which lets a lone <c>&amp;</c> or <c>&gt;</c> pass: the documentation asks for both to be escaped.</remarks>
internal sealed class TelegramHtml
{
    private readonly string _html;
    private readonly StringBuilder _text = new();
    private readonly List<FakeEntity> _entities = [];
    private readonly Stack<OpenTag> _open = new();
    private int _position;

    private TelegramHtml(string html) => _html = html;

    /// <summary>The text without markup and its entities in the order of their offsets; throws what is wrong.</summary>
    /// <exception cref="FormatException">The HTML is none the Bot API documents.</exception>
    public static (string Text, IReadOnlyList<FakeEntity> Entities) Parse(string html)
    {
        if (html.AsSpan().IndexOfAny('<', '&', '>') < 0)
        {
            return (html, []);
        }

        var reader = new TelegramHtml(html);
        reader.Read();
        var entities = reader._entities;
        entities.Sort(static (a, b) => a.Offset != b.Offset ? a.Offset.CompareTo(b.Offset) : b.Length.CompareTo(a.Length));
        return (reader._text.ToString(), entities);
    }

    private void Read()
    {
        while (_position < _html.Length)
        {
            var next = _html.AsSpan(_position).IndexOfAny('<', '&', '>');
            if (next < 0)
            {
                _text.Append(_html, _position, _html.Length - _position);
                break;
            }

            _text.Append(_html, _position, next);
            _position += next;
            switch (_html[_position])
            {
                case '&':
                    ReadEntity();
                    break;
                case '<':
                    ReadTag();
                    break;
                default:
                    throw new FormatException($"Character '>' is reserved and must be escaped at byte offset {ByteOffset}");
            }
        }

        if (_open.TryPeek(out var tag))
        {
            throw new FormatException($"Can't find end tag corresponding to start tag \"{tag.Name}\"");
        }
    }

    private int ByteOffset => Encoding.UTF8.GetByteCount(_html.AsSpan(0, _position));

    private void ReadEntity()
    {
        var end = _html.IndexOf(';', _position);
        var name = end < 0 ? "" : _html[(_position + 1)..end];
        var rune = name switch
        {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            ['#', 'x' or 'X', .. var digits] => Character(digits, NumberStyles.AllowHexSpecifier),
            ['#', .. var digits] => Character(digits, NumberStyles.None),
            _ => null,
        };
        _text.Append(rune ?? throw new FormatException($"Character '&' is no entity the Bot API knows at byte offset {ByteOffset}"));
        _position = end + 1;
    }

    private static string? Character(string digits, NumberStyles style)
        => int.TryParse(digits, style, CultureInfo.InvariantCulture, out var value) && Rune.TryCreate(value, out var rune) && value > 0
            ? rune.ToString()
            : null;

    private void ReadTag()
    {
        var end = _html.IndexOf('>', _position);
        if (end < 0)
        {
            throw new FormatException($"Unclosed start tag at byte offset {ByteOffset}");
        }

        var tag = _html[(_position + 1)..end];
        if (tag.StartsWith('/'))
        {
            Close(tag[1..].Trim().ToLowerInvariant());
        }
        else
        {
            var opened = HtmlTags.Open(tag)
                ?? throw new FormatException($"Unsupported start tag \"{tag}\" at byte offset {ByteOffset}");
            if (opened.Type is "blockquote" or "expandable_blockquote" && _open.Any(outer => outer.Type is "blockquote" or "expandable_blockquote"))
            {
                throw new FormatException($"Nested blockquote at byte offset {ByteOffset}");
            }

            _open.Push(opened with { Offset = _text.Length });
        }

        _position = end + 1;
    }

    private void Close(string name)
    {
        if (!_open.TryPop(out var tag))
        {
            throw new FormatException($"Unexpected end tag at byte offset {ByteOffset}");
        }

        if (tag.Name != name)
        {
            throw new FormatException($"Unmatched end tag at byte offset {ByteOffset}, expected \"</{tag.Name}>\", found \"</{name}>\"");
        }

        var length = _text.Length - tag.Offset;
        if (length == 0)
        {
            return;
        }

        var innerCode = tag.Type == "pre" ? _entities.FindIndex(entity => entity.Type == "code" && entity.Offset == tag.Offset && entity.Length == length) : -1;
        if (innerCode >= 0)
        {
            // <pre><code class="language-x"> is one entity.
            _entities[innerCode] = _entities[innerCode] with { Type = "pre" };
            return;
        }

        _entities.Add(new FakeEntity(tag.Type, tag.Offset, length, tag.Url, tag.Language));
    }
}
