namespace AssemblyBot.Testing.Discord.Schema;

/// <summary>The document's paths as a tree of their steps; a step that is written out goes before a variable.</summary>
internal sealed class RouteTree
{
    private readonly Node _root = new();

    public void Add(Operation operation)
    {
        var node = _root;
        foreach (var step in operation.Path.Split('/').Skip(1))
        {
            if (step.StartsWith('{'))
            {
                node = node.Variable ??= new Node();
            }
            else if (node.Steps.TryGetValue(step, out var next))
            {
                node = next;
            }
            else
            {
                node = node.Steps[step] = new Node();
            }
        }

        node.Operations[operation.Method] = operation;
    }

    public Operation? Find(string method, string path, out IReadOnlyList<string> values)
    {
        var steps = path.Split('/');
        var found = new List<string>(4);
        values = found;
        return path.StartsWith('/') ? Find(_root, method, steps, 1, found) : null;
    }

    private static Operation? Find(Node node, string method, string[] steps, int at, List<string> values)
    {
        if (at == steps.Length)
        {
            return node.Operations.GetValueOrDefault(method);
        }

        if (node.Steps.TryGetValue(steps[at], out var next) && Find(next, method, steps, at + 1, values) is { } operation)
        {
            return operation;
        }

        if (node.Variable is null || steps[at].Length == 0)
        {
            return null;
        }

        values.Add(Uri.UnescapeDataString(steps[at]));
        if (Find(node.Variable, method, steps, at + 1, values) is { } behind)
        {
            return behind;
        }

        values.RemoveAt(values.Count - 1);
        return null;
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Steps { get; } = new(StringComparer.Ordinal);

        public Node? Variable { get; set; }

        public Dictionary<string, Operation> Operations { get; } = new(StringComparer.Ordinal);
    }
}
