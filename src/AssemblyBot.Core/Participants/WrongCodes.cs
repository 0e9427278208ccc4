namespace AssemblyBot.Core.Participants;

/// <summary>
/// Bounds how many wrong link codes an account can send: 5 in a quarter of an hour. In memory, and not of more than
/// 10,000 accounts; a code has 60 bits, so that guessing is hopeless in any case.
/// </summary>
internal sealed class WrongCodes
{
    private const int MostTries = 5;
    private const int MostAccounts = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Tries, DateTimeOffset Since)> _accounts = [];

    /// <summary>How long an account is made to wait after too many.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether an account, by its hash, may send a code.</summary>
    public bool MayTry(string account, DateTimeOffset now)
    {
        lock (_gate)
            return !_accounts.TryGetValue(account, out var wrong) || now - wrong.Since >= Pause || wrong.Tries < MostTries;
    }

    /// <summary>Counts a wrong code.</summary>
    public void Count(string account, DateTimeOffset now)
    {
        lock (_gate)
        {
            var isKnown = _accounts.TryGetValue(account, out var wrong) && now - wrong.Since < Pause;
            _accounts[account] = isKnown ? (wrong.Tries + 1, wrong.Since) : (1, now);
            if (_accounts.Count <= MostAccounts)
                return;

            foreach (var (old, _) in _accounts.Where(other => now - other.Value.Since >= Pause).ToArray())
                _accounts.Remove(old);
            if (_accounts.Count > MostAccounts)
                _accounts.Remove(_accounts.MinBy(other => other.Value.Since).Key);
        }
    }
}
