using AssemblyBot.Testing.Discord.Schema;

namespace AssemblyBot.Testing.Discord.Rules;

/// <summary>Collects which rules a body breaks, and where.</summary>
internal sealed class RuleBook
{
    private List<(DiscordRule Rule, SchemaProblem Problem)>? _breaches;

    public IReadOnlyList<(DiscordRule Rule, SchemaProblem Problem)> Breaches => _breaches ?? [];

    public void Break(DiscordRule rule, string path, string message, string code = "BASE_TYPE_INVALID")
        => (_breaches ??= []).Add((rule, new SchemaProblem(path, code, message)));

    public void Require(bool holds, DiscordRule rule, string path, string message)
    {
        if (!holds)
        {
            Break(rule, path, message);
        }
    }
}
