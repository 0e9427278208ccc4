namespace AssemblyBot.Telegram.Rendering;

/// <summary>
/// What a button sends: the sealed action, with a sign before it below a card that stays, so that a press there is
/// answered by a new message and not by an edit. The sign is not sealed; who forges it changes no more than that.
/// </summary>
internal static class ButtonData
{
    private const char Stays = '+';

    /// <summary>The data of a button below a card that stays or not.</summary>
    public static string Write(string sealedAction, bool stays) =>
        stays && sealedAction.Length < ButtonSeal.MaximumLength ? Stays + sealedAction : sealedAction;

    /// <summary>The sealed action, and whether the card stays.</summary>
    public static (string? SealedAction, bool Stays) Read(string? data) =>
        data is [Stays, .. var sealedAction] ? (sealedAction, true) : (data, false);
}
