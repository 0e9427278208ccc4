using System.Globalization;
using System.Text.Json;
using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Tests.Fixtures;

/// <summary>
/// What a production server of Polis had worked out, with the votes it had; its coordinates are in the frame in
/// which an agreement is −1, so that centre and places come with the other sign.
/// </summary>
internal sealed class PolisBlob
{
    private PolisBlob(JsonElement math, VoteMatrix votes)
    {
        (Math, Votes) = (math, votes);
        Centre = Centre.Of(votes.Counts, votes.ModeratedOut, false);
        var components = math.GetProperty("pca").GetProperty("comps").EnumerateArray().Select(Conversation.Doubles).Select(Arrange).ToArray();
        Components = new PrincipalComponents([components[0], components[1]], [1, 1]);
        GroupOfRow = ReadGroups();
    }

    public JsonElement Math { get; }

    public VoteMatrix Votes { get; }

    public Centre Centre { get; }

    /// <summary>The components of the blob.</summary>
    public PrincipalComponents Components { get; }

    /// <summary>The groups of the blob, −1 for none.</summary>
    public int[] GroupOfRow { get; }

    public int GroupCount => Math.GetProperty("group-clusters").GetArrayLength();

    public static PolisBlob Load(string name)
    {
        var file = SharedFiles.Json("polis-blobs", name + ".json");
        var votes = file.GetProperty("votes").EnumerateArray()
            .OrderBy(vote => vote[3].GetInt64())
            .Select(vote => new Vote(vote[0].GetInt64(), vote[1].GetInt32(), (Stance)vote[2].GetSByte()));
        var math = file.GetProperty("math");
        return new PolisBlob(math, VoteMatrix.From(votes, moderatedOut: Conversation.Ints(math.GetProperty("mod-out")), meta: Conversation.Ints(math.GetProperty("meta-tids"))));
    }

    /// <summary>A list in the blob's order of statements, brought into that of the matrix.</summary>
    public double[] Arrange(double[] values)
    {
        var arranged = new double[Votes.StatementCount];
        foreach (var (value, id) in values.Zip(Conversation.Ints(Math.GetProperty("tids"))))
        {
            arranged[Votes.ColumnOf(id)] = value;
        }

        return arranged;
    }

    /// <summary>Numbers keyed by statement.</summary>
    public static IEnumerable<(int Statement, JsonElement Value)> ByStatement(JsonElement element) =>
        element.EnumerateObject().Select(entry => (int.Parse(entry.Name, CultureInfo.InvariantCulture), entry.Value));

    private int[] ReadGroups()
    {
        var bases = Math.GetProperty("base-clusters");
        var members = bases.GetProperty("id").EnumerateArray().Zip(bases.GetProperty("members").EnumerateArray()).ToDictionary(pair => pair.First.GetInt32(), pair => pair.Second);
        var groups = new int[Votes.ParticipantCount];
        Array.Fill(groups, -1);
        foreach (var (g, group) in Math.GetProperty("group-clusters").EnumerateArray().Index())
        {
            foreach (var person in group.GetProperty("members").EnumerateArray().SelectMany(id => members[id.GetInt32()].EnumerateArray()))
            {
                groups[Votes.RowOf(person.GetInt64())] = g;
            }
        }

        return groups;
    }
}
