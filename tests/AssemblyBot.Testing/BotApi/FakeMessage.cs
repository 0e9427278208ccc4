using System.Text;

namespace AssemblyBot.Testing.BotApi;

/// <summary>A message as it read at one moment; an edit makes a new one with the same <see cref="Id"/>.</summary>
public sealed class FakeMessage
{
    public required FakeChat Chat { get; init; }

    /// <summary>Its number in the chat; 0 for one that <see cref="Receiver"/> alone sees.</summary>
    public required int Id { get; init; }

    /// <summary>Who wrote it; null for the bot.</summary>
    public required FakeUser? From { get; init; }

    /// <summary>The chat in whose name it was written, as by an anonymous administrator or in a channel; null: in the person's own.</summary>
    public FakeChat? SenderChat { get; init; }

    /// <summary>Who alone sees it, beside the bot; null for everyone in the chat.</summary>
    public FakeUser? Receiver { get; init; }

    /// <summary>Its number among the receiver's own messages in the chat, which another may get later; null for one that everyone sees.</summary>
    public int? OwnId { get; init; }

    /// <summary>The message in whose place the receiver sees it, or null.</summary>
    public int? Replaces { get; init; }

    /// <summary>The text without markup, or a file's caption. Empty if there is none.</summary>
    public required string Text { get; init; }

    /// <summary>The formatted parts of the text.</summary>
    public IReadOnlyList<FakeEntity> Entities { get; init; } = [];

    /// <summary>The rows of the inline keyboard.</summary>
    public IReadOnlyList<IReadOnlyList<FakeButton>> Rows { get; init; } = [];

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>When it was last edited, or null.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>How many edits it went through until this one.</summary>
    public int Edits { get; init; }

    /// <summary>The number of this change among all changes on the server.</summary>
    public required long Sequence { get; init; }

    public FakeFile? File { get; init; }

    /// <summary>The message it replies to, or null.</summary>
    public int? ReplyTo { get; init; }

    /// <summary>The topic it was sent to, or null.</summary>
    public int? Topic { get; init; }

    public bool IsDeleted { get; init; }

    public bool IsFromBot => From is null;

    /// <summary>Whether a member of the chat sees it; null stands for any member.</summary>
    public bool IsSeenBy(FakeUser? viewer) => Receiver is null || Receiver == viewer;

    /// <summary>All buttons, row after row.</summary>
    public IEnumerable<FakeButton> Buttons => Rows.SelectMany(row => row);

    /// <summary>The first button whose label contains the text, ignoring case.</summary>
    /// <exception cref="InvalidOperationException">No label does.</exception>
    public FakeButton Button(string label)
        => Buttons.FirstOrDefault(button => button.Text.Equals(label, StringComparison.OrdinalIgnoreCase))
            ?? Buttons.FirstOrDefault(button => button.Text.Contains(label, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException($"No button \"{label}\" under this message:\n{this}");

    /// <summary>The keyboard as the bot sent it, in JSON; null without one.</summary>
    internal byte[]? Keyboard { get; init; }

    /// <summary>The message once it is deleted.</summary>
    internal FakeMessage Deleted(long sequence) => new()
    {
        Chat = Chat,
        Id = Id,
        From = From,
        SenderChat = SenderChat,
        Receiver = Receiver,
        OwnId = OwnId,
        Text = "",
        SentAt = SentAt,
        Edits = Edits,
        Sequence = sequence,
        IsDeleted = true,
    };

    /// <summary>The text and, a row a line, the labels of the buttons in brackets.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(IsDeleted ? "(deleted)" : Text);
        if (File is not null)
        {
            text.Insert(0, $"({File.Field} {File.Name}, {File.Content.Length} bytes)\n");
        }

        foreach (var row in Rows)
        {
            text.Append('\n').AppendJoin(' ', row.Select(button => button.Url is null ? $"[{button.Text}]" : $"[{button.Text} → {button.Url}]"));
        }

        return text.ToString();
    }
}
