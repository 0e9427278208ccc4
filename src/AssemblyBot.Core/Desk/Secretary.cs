namespace AssemblyBot.Core.Desk;

/// <summary>Writes down what a request changes, under the name of its delivery.</summary>
internal sealed class Secretary(Recorder recorder, IAssemblyStore store)
{
    public Task<Outcome> RecordAsync(Visit visit, Change change, CancellationToken cancellationToken) =>
        recorder.RecordAsync(change, visit.Request.Inbox, visit.Request.Cursor, cancellationToken);

    /// <summary>Records changes that belong together, in one transaction, the first of them under the delivery's name.</summary>
    public Task<IReadOnlyList<Outcome>> RecordAsync(Visit visit, IReadOnlyList<Change> changes, CancellationToken cancellationToken) =>
        recorder.RecordAsync(
            [.. changes.Select((change, index) => new Entry(change, index == 0 ? visit.Request.Inbox : null))],
            visit.Request.Cursor,
            cancellationToken);

    /// <summary>Records a change that the request needs besides its main one.</summary>
    public Task<Outcome> RecordAsideAsync(Change change, CancellationToken cancellationToken) =>
        recorder.RecordAsync(change, cancellationToken);

    /// <summary>The accounts of a participant.</summary>
    public ValueTask<IReadOnlyList<Account>> AccountsOfAsync(ParticipantId participant, CancellationToken cancellationToken) =>
        store.GetAccountsAsync(participant, cancellationToken);

    /// <summary>The role that is stored for an account.</summary>
    public async Task<Role> RoleOfAsync(string accountHash, CancellationToken cancellationToken) =>
        (await store.FindParticipantAsync(accountHash, cancellationToken))?.Role ?? Role.None;
}
