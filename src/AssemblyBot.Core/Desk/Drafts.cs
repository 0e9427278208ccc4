namespace AssemblyBot.Core.Desk;

/// <summary>
/// Holds what someone typed into a form that was not taken, so that it stands there when they open the form again. In
/// memory only, for a quarter of an hour, and not of more than 256 forms.
/// </summary>
internal sealed class Drafts(IdentityVault vault)
{
    private const int Most = 256;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<Key, Draft> _drafts = [];

    /// <summary>Keeps the fields of a form as they were sent.</summary>
    public void Keep(Visit visit, CardAction form, IReadOnlyList<string> values)
    {
        lock (_gate)
        {
            _drafts[KeyOf(visit, form)] = new Draft(values, visit.Now);
            foreach (var (key, _) in _drafts.Where(draft => !IsFresh(draft.Value, visit)).ToArray())
                _drafts.Remove(key);
            if (_drafts.Count > Most)
                _drafts.Remove(_drafts.MinBy(draft => draft.Value.At).Key);
        }
    }

    /// <summary>What stood in the fields of a form; empty: nothing is kept.</summary>
    public IReadOnlyList<string> Of(Visit visit, CardAction form)
    {
        lock (_gate)
            return _drafts.TryGetValue(KeyOf(visit, form), out var draft) && IsFresh(draft, visit) ? draft.Values : [];
    }

    /// <summary>Keeps nothing of a form any more.</summary>
    public void Drop(Visit visit, CardAction form)
    {
        lock (_gate)
            _drafts.Remove(KeyOf(visit, form));
    }

    /// <summary>Keeps nothing of a person any more.</summary>
    public void Forget(Visit visit)
    {
        var account = vault.Hash(visit.Person);
        lock (_gate)
        {
            foreach (var key in _drafts.Keys.Where(key => key.Account == account).ToArray())
                _drafts.Remove(key);
        }
    }

    private static bool IsFresh(Draft draft, Visit visit) => visit.Now - draft.At < Lifetime;

    private Key KeyOf(Visit visit, CardAction form) => new(vault.Hash(visit.Person), form);

    private readonly record struct Key(string Account, CardAction Form);

    private sealed record Draft(IReadOnlyList<string> Values, DateTimeOffset At);
}
