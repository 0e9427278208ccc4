using System.Globalization;

namespace AssemblyBot.Discord.Rendering;

/// <summary>
/// What a button sends: the sealed action; before it a sign below a card that stays, so that a press there is answered by
/// a new message; after it a number when the same action stands on the card already, since Discord wants them to differ.
/// Neither is sealed; who forges them changes no more than that.
/// </summary>
internal static class CustomId
{
    private const char Stays = '+';
    private const char Again = '.';

    /// <summary>The custom id of a button.</summary>
    /// <param name="sealedAction">What it does.</param>
    /// <param name="stays">Whether the card stays.</param>
    /// <param name="before">How many buttons on the card do the same.</param>
    public static string Write(string sealedAction, bool stays, int before) =>
        (stays ? Stays.ToString() : "") + sealedAction + (before > 0 ? Again + before.ToString(CultureInfo.InvariantCulture) : "");

    /// <summary>The sealed action, and whether the card stays.</summary>
    public static (string? SealedAction, bool Stays) Read(string? customId)
    {
        var stays = customId is [Stays, ..];
        var action = stays ? customId![1..] : customId;
        return (action?.Split(Again)[0], stays);
    }

    /// <summary>The name of a form's field by its place, counted from 0.</summary>
    public static string OfField(int place) => place.ToString(CultureInfo.InvariantCulture);
}
