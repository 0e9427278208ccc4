using System.Globalization;

namespace AssemblyBot.Testing.Discord.Schema;

/// <summary>One pass of a value through a schema: where it is, what it found wrong, and which properties nobody knows.</summary>
internal sealed class SchemaCheck
{
    private readonly List<(string? Name, int Index)> _path = [];
    private List<SchemaProblem>? _problems;
    private List<string>? _unknown;

    /// <summary>What breaks the schema.</summary>
    public IReadOnlyList<SchemaProblem> Problems => _problems ?? [];

    /// <summary>The paths of properties that the schema does not list; the real server ignores them.</summary>
    public IReadOnlyList<string> Unknown => _unknown ?? [];

    public int ProblemCount => _problems?.Count ?? 0;

    public int UnknownCount => _unknown?.Count ?? 0;

    public void Enter(string name) => _path.Add((name, 0));

    public void Enter(int index) => _path.Add((null, index));

    public void Leave() => _path.RemoveAt(_path.Count - 1);

    public bool Fail(string code, string message)
    {
        (_problems ??= []).Add(new SchemaProblem(Here(), code, message));
        return false;
    }

    public void Note(string name) => (_unknown ??= []).Add(_path.Count == 0 ? name : $"{Here()}.{name}");

    /// <summary>Forgets what was found since these counts were read: a branch that was only tried.</summary>
    public void Rewind(int problems, int unknown)
    {
        _problems?.RemoveRange(problems, _problems.Count - problems);
        _unknown?.RemoveRange(unknown, _unknown.Count - unknown);
    }

    private string Here() => string.Join('.', _path.Select(step => step.Name ?? step.Index.ToString(CultureInfo.InvariantCulture)));
}
