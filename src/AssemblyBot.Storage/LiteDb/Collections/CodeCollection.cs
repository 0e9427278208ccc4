using LiteDB;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>The set-up codes, each usable once: so few that they are looked through.</summary>
internal static class CodeCollection
{
    private const string RoleField = "role";
    private const string IssuedAt = "issued_at";
    private const string UsedAt = "used_at";

    /// <summary>Whether the code is new.</summary>
    public static bool Insert(LiteDbSession session, Change.IssueCode issue)
    {
        if (session.Codes.Find(issue.CodeHash) is not null)
            return false;
        session.Codes.Insert(new BsonDocument
        {
            [Documents.Id] = issue.CodeHash,
            [RoleField] = (int)issue.Role,
            [IssuedAt] = issue.At.ToStored(),
        });
        return true;
    }

    /// <summary>Uses a code up and returns its role; null when there is no such unused code.</summary>
    public static Role? Use(LiteDbSession session, Change.RedeemCode redeem)
    {
        if (session.Codes.Find(redeem.CodeHash) is not { } code || !code[UsedAt].IsNull)
            return null;
        code[UsedAt] = redeem.At.ToStored();
        session.Codes.Put(code);
        return (Role)code[RoleField].AsInt32;
    }

    public static bool Any(LiteDbSession session, Role role) => session.Codes.All().Any(code => code[RoleField].AsInt32 == (int)role);
}
