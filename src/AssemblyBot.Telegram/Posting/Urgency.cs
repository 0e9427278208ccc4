namespace AssemblyBot.Telegram.Posting;

/// <summary>What goes first when not all can go at once.</summary>
internal enum Urgency
{
    /// <summary>Somebody pressed a button or wrote, and waits.</summary>
    Reply,

    /// <summary>A post to a channel.</summary>
    Post,

    /// <summary>News for somebody who does not wait for it.</summary>
    Reminder,
}
