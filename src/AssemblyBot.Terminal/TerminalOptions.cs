using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Terminal;

/// <summary>How a session on the terminal begins and looks; the section <c>Terminal</c>.</summary>
public sealed record TerminalOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Terminal";

    /// <summary>Whose votes are cast: a name of 1 to 64 characters. Default: the name of the operating system's user.</summary>
    [StringLength(64, MinimumLength = 1)]
    public string? Account { get; init; }

    /// <summary>A language or locale such as <c>es</c> or <c>es-CO</c>. Default: that of the environment (LC_ALL, LC_MESSAGES, LANG).</summary>
    [RegularExpression("[A-Za-z]{2}([-_].+)?", ErrorMessage = "Terminal:Language has to be a code such as es or es-CO.")]
    public string? Language { get; init; }

    /// <summary>
    /// Whether to write plain lines, one thought a line, for a screen reader. Default: no; but plain it is in any case in
    /// a pipe, with NO_COLOR set, with TERM=dumb, and where the terminal cannot show more.
    /// </summary>
    public bool Plain { get; init; }

    /// <summary>The join code of the assembly to begin with. Default: the only open one, or the list.</summary>
    public string? Code { get; init; }
}

/// <summary>Checks <see cref="TerminalOptions"/> at the start.</summary>
[OptionsValidator]
internal sealed partial class TerminalOptionsValidator : IValidateOptions<TerminalOptions>;
