using System.Collections.Concurrent;

namespace AssemblyBot.Terminal.Tests.Sessions;

/// <summary>An input that stays open, as a terminal does, until it is closed; a read waits for what is typed.</summary>
internal sealed class TypingReader : TextReader
{
    private readonly BlockingCollection<char> _typed = [];

    public void Type(string line)
    {
        foreach (var letter in line + "\n")
            _typed.Add(letter);
    }

    public override void Close() => _typed.CompleteAdding();

    public override int Read() => _typed.TryTake(out var letter, Timeout.Infinite) ? letter : -1;
}
