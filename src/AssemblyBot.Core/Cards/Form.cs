namespace AssemblyBot.Core.Cards;

/// <summary>
/// What is asked for in a form, on a platform that has forms (<see cref="Desk.Request.TakesForms"/>); elsewhere the card says it and
/// the next text is taken. Sent back as <see cref="CardAction.Filled"/>.
/// </summary>
/// <param name="Action">Which form it is; it goes through <see cref="ButtonSeal"/> as a button's action does.</param>
/// <param name="Title">Its title.</param>
/// <param name="Text">What is read above the fields; empty: nothing.</param>
/// <param name="Fields">One to four.</param>
public sealed record Form(CardAction Action, string Title, string Text, IReadOnlyList<FormField> Fields);

/// <summary>A field of a form.</summary>
/// <param name="Label">What to fill in.</param>
/// <param name="Description">A hint; empty: none.</param>
/// <param name="IsLong">Whether it takes several lines.</param>
/// <param name="IsRequired">Whether it must be filled in.</param>
/// <param name="MaximumLength">The most characters it takes.</param>
/// <param name="Value">What stands in it already, no longer than what it takes; empty: nothing.</param>
public sealed record FormField(
    string Label, string Description, bool IsLong, bool IsRequired, int MaximumLength, string Value = "")
{
    /// <summary>The field with a text in it, cut to what it takes.</summary>
    public FormField With(string value)
    {
        var length = Math.Min(value.Length, MaximumLength);
        return this with { Value = length > 0 && length < value.Length && char.IsHighSurrogate(value[length - 1]) ? value[..(length - 1)] : value[..length] };
    }
}
