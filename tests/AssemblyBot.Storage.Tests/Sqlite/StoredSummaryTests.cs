using System.Text.Json.Nodes;
using AssemblyBot.Storage.Sql;

namespace AssemblyBot.Storage.Tests.Sqlite;

public sealed class StoredSummaryTests
{
    [Fact]
    public void A_map_comes_back_as_it_was_stored_and_a_summary_of_before_has_none()
    {
        var map = new SummaryMap([new(-1.25, 0, 0), new(2.5, 0.13, 1)]);
        var summary = new Summary
        {
            Assembly = new AssemblyId(1),
            Period = "2026-02-19T17:00Z",
            At = DateTimeOffset.UnixEpoch,
            Head = 1,
            Voters = 40,
            VotersWithEnough = 30,
            Votes = 1200,
            Statements = 12,
            StatementsByParticipants = 4,
            Thresholds = new Thresholds(5, 6, 7),
            IsProgressOnly = false,
            Map = map,
        };

        var json = StoredJson.Write(summary, StoredJson.Default.Summary);
        var before = JsonNode.Parse(json)!.AsObject();

        Assert.True(before.Remove("map"));
        Assert.Equal(map.Places, StoredJson.Read(json, StoredJson.Default.Summary).Map!.Places);
        Assert.Null(StoredJson.Read(before.ToJsonString(), StoredJson.Default.Summary).Map);
    }
}
