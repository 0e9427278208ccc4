using System.Net;
using System.Text.RegularExpressions;

namespace AssemblyBot.Telegram.Tests.Rendering;

/// <summary>What a reader sees of Telegram's HTML; fails on HTML that Telegram would refuse.</summary>
internal static partial class PlainText
{
    public static string Of(string html)
    {
        var open = new Stack<string>();
        foreach (Match tag in Tag().Matches(html))
        {
            var name = tag.Groups[2].Value;
            Assert.Contains(name, (string[])["b", "i", "blockquote"]);
            if (tag.Groups[1].Length == 0)
                open.Push(name);
            else
                Assert.Equal(open.Pop(), name);
        }

        Assert.Empty(open);
        var text = Tag().Replace(html, "");
        Assert.DoesNotContain('<', text);
        Assert.Empty(LooseAmpersand().Matches(text));
        return WebUtility.HtmlDecode(text);
    }

    [GeneratedRegex("<(/?)([a-z]+)>")]
    private static partial Regex Tag();

    [GeneratedRegex("&(?!amp;|lt;|gt;)")]
    private static partial Regex LooseAmpersand();
}
