namespace AssemblyBot.Discord.Api;

/// <summary>The one answer to an interaction.</summary>
internal abstract record InteractionAnswer
{
    private InteractionAnswer()
    {
    }

    /// <summary>A message of its own (type 4).</summary>
    public sealed record Say(MessageBody Message) : InteractionAnswer;

    /// <summary>In place of the message the button sits on (type 7).</summary>
    public sealed record Replace(MessageBody Message) : InteractionAnswer;

    /// <summary>A message of its own that follows (type 5).</summary>
    public sealed record SayLater(bool IsForPersonAlone) : InteractionAnswer;

    /// <summary>Something in place of the message that follows (type 6).</summary>
    public sealed record ReplaceLater : InteractionAnswer;

    /// <summary>A form to fill in (type 9).</summary>
    public sealed record Ask(Form Form) : InteractionAnswer;
}

/// <summary>A form.</summary>
/// <param name="CustomId">What comes back with it, 1 to 100 characters.</param>
/// <param name="Title">Up to 45 characters.</param>
/// <param name="Text">What is read above the fields; empty: nothing.</param>
/// <param name="Fields">One to four.</param>
internal sealed record Form(string CustomId, string Title, string Text, IReadOnlyList<FormField> Fields);

/// <summary>A field of a form.</summary>
/// <param name="CustomId">Its name.</param>
/// <param name="Label">Up to 45 characters.</param>
/// <param name="Description">Up to 100 characters; empty: none.</param>
/// <param name="IsLong">Whether it takes several lines.</param>
/// <param name="IsRequired">Whether it must be filled in.</param>
/// <param name="MaximumLength">From 1 to 4,000.</param>
/// <param name="Value">What stands in it already; empty: nothing.</param>
internal sealed record FormField(
    string CustomId, string Label, string Description, bool IsLong, bool IsRequired, int MaximumLength, string Value = "");
