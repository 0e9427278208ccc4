using System.Globalization;
using System.Text.Json;

namespace AssemblyBot.Testing.Discord.Schema;

/// <summary>One pass of a value through a schema: where it is, what it found wrong, and which properties nobody knows.</summary>
internal sealed class SchemaCheck
{
    private readonly List<(string? Name, int Index)> _path = [];
    private List<SchemaProblem>? _problems;
    private List<string>? _unknown;
    private int _trials;
    private int _problemsTried;
    private int _unknownTried;

    /// <summary>What breaks the schema.</summary>
    public IReadOnlyList<SchemaProblem> Problems => _problems ?? [];

    /// <summary>The paths of properties that the schema does not list; the real server ignores them.</summary>
    public IReadOnlyList<string> Unknown => _unknown ?? [];

    public int ProblemCount => _problems?.Count ?? 0;

    public void Enter(string name) => _path.Add((name, 0));

    public void Enter(int index) => _path.Add((null, index));

    public void Leave() => _path.RemoveAt(_path.Count - 1);

    public bool Fail(string code, string message) => _trials > 0 ? Fail() : Add(code, message);

    /// <summary>The same for a message that is written only when it is kept.</summary>
    public bool Fail<T>(string code, T about, Func<T, string> message) => _trials > 0 ? Fail() : Add(code, message(about));

    public void Note(string name)
    {
        if (_trials > 0)
        {
            _unknownTried++;
        }
        else
        {
            (_unknown ??= []).Add(_path.Count == 0 ? name : $"{Here()}.{name}");
        }
    }

    /// <summary>Only tries a branch: what it finds is counted and not kept.</summary>
    public (bool IsGood, int Problems, int Unknown) Try(JsonSchema branch, JsonElement value)
    {
        var outer = (_problemsTried, _unknownTried);
        (_problemsTried, _unknownTried) = (0, 0);
        _trials++;
        var isGood = branch.Check(value, this);
        _trials--;
        var result = (isGood, _problemsTried, _unknownTried);
        (_problemsTried, _unknownTried) = outer;
        return result;
    }

    private bool Fail()
    {
        _problemsTried++;
        return false;
    }

    private bool Add(string code, string message)
    {
        (_problems ??= []).Add(new SchemaProblem(Here(), code, message));
        return false;
    }

    private string Here() => string.Join('.', _path.Select(step => step.Name ?? step.Index.ToString(CultureInfo.InvariantCulture)));
}
