namespace AssemblyBot.Core.Cards;

/// <summary>The bytes of an action in a button, without their MAC. The numbers of the kinds never change.</summary>
internal static class ButtonPayload
{
    public static byte[] Write(byte version, CardAction action) => action switch
    {
        CardAction.Enter a => Bytes(version, 1, a.Assembly.Value),
        CardAction.Consent { ReadIn: [var first, var second] } a => Bytes(version, 2, a.Assembly.Value, a.Version, (first << 8) | second),
        CardAction.Consent a => Bytes(version, 2, a.Assembly.Value, a.Version),
        CardAction.Decline a => Bytes(version, 3, a.Assembly.Value),
        CardAction.Vote a => Bytes(version, 4, a.Assembly.Value, a.Statement.Number, (int)a.Stance + 1),
        CardAction.Undo a => Bytes(version, 5, a.Assembly.Value, a.Statement.Number),
        CardAction.Next a => Bytes(version, 6, a.Assembly?.Value ?? 0),
        CardAction.Write a => Bytes(version, 7, a.Assembly?.Value ?? 0),
        CardAction.CancelWriting a => Bytes(version, 8, a.Assembly.Value),
        CardAction.ShowSummary a => Bytes(version, 9, a.Assembly?.Value ?? 0),
        CardAction.MyStatements => Bytes(version, 10),
        CardAction.MyVotes a => Bytes(version, 11, a.Assembly?.Value ?? 0, a.Page),
        CardAction.Open a => Bytes(version, 12, a.Assembly.Value, a.Statement.Number),
        CardAction.Help => Bytes(version, 13),
        CardAction.Language { Code: null } => Bytes(version, 14),
        CardAction.Language { Code: [>= 'a' and <= 'z', >= 'a' and <= 'z'] code } => Bytes(version, 15, code[0], code[1]),
        CardAction.News a => Bytes(version, 16, a.Assembly.Value, a.Wanted ? 1 : 0),
        CardAction.Stop => Bytes(version, 17),
        CardAction.Assemblies => Bytes(version, 18),
        CardAction.Queue { Number: null } => Bytes(version, 19),
        CardAction.Accept a => Bytes(version, 20, a.Assembly.Value, a.Statement.Number),
        CardAction.Reject a => Bytes(version, 21, a.Assembly.Value, a.Statement.Number, a.Reason is { } reason ? (int)reason + 1 : 0),
        CardAction.Skip a => Bytes(version, 22, a.Assembly.Value, a.Statement.Number),
        CardAction.Forget { WithVotes: { } withVotes } a => Bytes(version, 23, (withVotes ? 1 : 0) + (a.WithStatements ? 2 : 0)),
        CardAction.StatementForm a => Bytes(version, 24, a.Assembly.Value),
        CardAction.AssemblyForm => Bytes(version, 25),
        CardAction.Confirm a => Bytes(version, 40, a.Digest),
        _ => throw new ArgumentException($"{action.GetType().Name} has no place in a button", nameof(action)),
    };

    public static CardAction Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || !TryReadNumbers(bytes[1..], out var n))
            return new CardAction.Unreadable();

        var assembly = new AssemblyId(n[0]);
        AssemblyId? perhaps = n[0] == 0 ? null : assembly;
        var statement = new StatementId((int)n[1]);
        return bytes[0] switch
        {
            1 => new CardAction.Enter(assembly),
            2 => new CardAction.Consent(assembly, (int)n[1], n[2] == 0 ? null : $"{(char)(n[2] >> 8)}{(char)(n[2] & 0xFF)}"),
            3 => new CardAction.Decline(assembly),
            4 when n[2] <= 2 => new CardAction.Vote(assembly, statement, (Stance)((int)n[2] - 1)),
            5 => new CardAction.Undo(assembly, statement),
            6 => new CardAction.Next(perhaps),
            7 => new CardAction.Write(perhaps),
            8 => new CardAction.CancelWriting(assembly),
            9 => new CardAction.ShowSummary(perhaps),
            10 => new CardAction.MyStatements(),
            11 => new CardAction.MyVotes(perhaps, (int)n[1]),
            12 => new CardAction.Open(assembly, statement),
            13 => new CardAction.Help(),
            14 => new CardAction.Language(null),
            15 => new CardAction.Language($"{(char)n[0]}{(char)n[1]}"),
            16 => new CardAction.News(assembly, n[1] == 1),
            17 => new CardAction.Stop(),
            18 => new CardAction.Assemblies(),
            19 => new CardAction.Queue(),
            20 => new CardAction.Accept(assembly, statement),
            21 when n[2] == 0 => new CardAction.Reject(assembly, statement, null),
            21 when Enum.IsDefined((RejectionReason)(n[2] - 1)) =>
                new CardAction.Reject(assembly, statement, (RejectionReason)(n[2] - 1)),
            22 => new CardAction.Skip(assembly, statement),
            23 => new CardAction.Forget((n[0] & 1) != 0) { WithStatements = (n[0] & 2) != 0 },
            24 => new CardAction.StatementForm(assembly),
            25 => new CardAction.AssemblyForm(),
            40 => new CardAction.Confirm(n[0]),
            _ => new CardAction.Unreadable(),
        };
    }

    private static byte[] Bytes(byte version, byte kind, params ReadOnlySpan<long> numbers)
    {
        var bytes = new List<byte>(16) { version, kind };
        foreach (var number in numbers)
        {
            var rest = (ulong)number;
            for (; rest >= 0x80; rest >>= 7)
                bytes.Add((byte)(rest | 0x80));
            bytes.Add((byte)rest);
        }

        return [.. bytes];
    }

    /// <summary>Up to three numbers; those that are missing are 0.</summary>
    private static bool TryReadNumbers(ReadOnlySpan<byte> bytes, out long[] numbers)
    {
        numbers = new long[3];
        var (index, shift) = (0, 0);
        foreach (var next in bytes)
        {
            if (index == numbers.Length || shift > 56)
                return false;
            numbers[index] |= (long)(next & 0x7F) << shift;
            shift += 7;
            if (next < 0x80)
                (index, shift) = (index + 1, 0);
        }

        return shift == 0;
    }
}
