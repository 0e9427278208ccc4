using System.Text.Json.Nodes;

namespace AssemblyBot.Core.Tests.Assemblies;

public sealed class AssemblyFileReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static string Ready => Path.Combine(SharedFiles.Root, "config", "assemblies", "ai-and-the-commons.json");

    [Fact]
    public void The_ready_assembly_is_read_and_opens_at_once()
    {
        var file = AssemblyFileReader.Read(Ready, ["en", "es"]);

        var change = AssemblyFileReader.ToChange(file, "unused", Now);

        Assert.Equal(("ai-commons", Stage.Open), (change.Code, change.Stage));
        Assert.InRange(change.Seeds.Count, 12, 20);
        Assert.All(change.Seeds, seed => Assert.True(seed.Has("en") && seed.Has("es")));
        Assert.Equal(Now.AddDays(35), change.Settings.StatementsClose);
        Assert.Equal(Now.AddDays(42), change.Settings.Closes);
        Assert.All(change.Seeds.SelectMany(seed => seed.All), text => Assert.InRange(StatementText.LengthOf(text.Value), 10, 280));
    }

    [Fact]
    public void What_a_file_leaves_out_has_its_default()
    {
        var change = AssemblyFileReader.ToChange(Read(_ => { }), "made-up", Now);

        Assert.Equal("made-up", change.Code);
        Assert.Equal(new Thresholds(20, 7, 20), change.Settings.Thresholds);
        Assert.Equal(Schedule.Default, change.Settings.Schedule);
        Assert.Equal((280, 7, ModerationPolicy.Before, "CC BY 4.0"), (
            change.Settings.StatementLength, change.Settings.InviteAfter, change.Settings.Moderation, change.Settings.Licence));
        Assert.Null(change.Settings.Closes);
    }

    [Fact]
    public void A_file_that_opens_later_is_a_draft_and_its_days_count_from_then()
    {
        var change = AssemblyFileReader.ToChange(
            Read(file => file["plan"] = JsonNode.Parse("""{ "opens": "2026-04-01T00:00:00Z", "closeAfterDays": 10 }""")), "code", Now);

        Assert.Equal(Stage.Draft, change.Stage);
        Assert.Equal(new DateTimeOffset(2026, 4, 11, 0, 0, 0, TimeSpan.Zero), change.Settings.Closes);
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { """ "code": "A B" """, "'code' is \"A B\"; it takes 4 to 32 of a–z, 0–9, - and _" },
        { """ "code": "abc" """, "'code' is \"abc\"" },
        { """ "languages": [] """, "'languages' is empty; name at least one, such as [\"en\"]" },
        { """ "languages": null """, "'languages'" },
        { """ "languages": ["en", "tlh"] """, "there is no phrase book in 'tlh'; there are: en, es" },
        { """ "languages": ["en", "es"] """, "'title' has no text in 'es'" },
        { """ "title": null """, "'title'" },
        { """ "title": "" """, "'title'" },
        { """ "title": { "english": "x" } """, "'english' is not a two-letter language code such as 'en'" },
        { """ "titel": "x" """, "'titel' is not known here; check its spelling" },
        { """ "statementLength": 19 """, "'statementLength' is 19; it takes 20 to 1000" },
        { """ "statementLength": 1001 """, "'statementLength' is 1001" },
        { """ "statementLength": "long" """, "'statementLength'" },
        { """ "inviteAfter": 0 """, "'inviteAfter' is 0; it takes 1 or more" },
        { """ "thresholds": { "participants": 1 } """, "'thresholds' takes at least 2 participants" },
        { """ "thresholds": null """, "'thresholds' takes" },
        { """ "thresholds": { "people": 5 } """, "'people' is not known here" },
        { """ "moderation": "sometimes" """, "'moderation'" },
        { """ "summaries": "mondays" """, "'summaries' is \"mondays\"; right would be" },
        { """ "summaries": null """, "'summaries'" },
        { """ "licence": null """, "'licence'" },
        { """ "plan": null """, "'plan'" },
        { """ "plan": { "closeAfterDays": 0 } """, "'plan' counts days from 1" },
        { """ "plan": { "opens": "2026-03-10T00:00:00Z", "closes": "2026-03-09T00:00:00Z" } """, "'plan' closes before it opens" },
        { """ "plan": { "statementsCloseAfterDays": 9, "closeAfterDays": 8 } """, "'plan' takes statements longer than votes" },
        { """ "plan": { "opens": "soon" } """, "'plan.opens'" },
        { """ "seeds": null """, "'seeds'" },
        { """ "seeds": ["One", 7] """, "seed statement 2: a text is either a string or an object" },
        { """ "seeds": ["One", null] """, "seed statement 2" },
        { """ "seeds": ["One", "Two", ""] """, "seed statement 3" },
        { """ "seeds": ["One", "\u200b\u200b"] """, "seed statement 2 has no words in 'en'" },
        { """ "seeds": ["One", "Two", "one!"] """, "seed statement 3 says the same as seed statement 1: \"one!\"" },
        { """ "seeds": [{ "en": "One", "eng": "Two" }] """, "seed statement 1: 'eng' is not a two-letter language code" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_in_one_line_with_its_place(string property, string expected) =>
        AssertRefused(WithProperty(property), expected);

    [Fact]
    public void A_seed_that_is_too_long_is_named_with_its_row() =>
        AssertRefused(WithProperty($"\"seeds\": [\"One\", \"{new string('x', 1001)}\"]"), "seed statement 2 has 1001 characters in 'en'; at most 1000 are possible");

    [Fact]
    public void What_is_missing_is_named()
    {
        var file = Minimal();
        file.Remove("question");
        file.Remove("seeds");

        AssertRefused(file.ToJsonString(), "missing: 'question', 'seeds'");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("null", "the file holds null, not an assembly")]
    [InlineData("[]", "")]
    [InlineData("{ \"title\": \"x\",\n\n \"question\" }", "(line 3)")]
    public void A_file_that_is_no_assembly_is_named(string content, string expected) => AssertRefused(content, expected);

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();

        var exception = Assert.Throws<AssemblyFileException>(() => AssemblyFileReader.Read(folder["nowhere.json"], ["en"]));

        Assert.Contains(folder["nowhere.json"], exception.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(string content, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("assembly.json", content);

        var exception = Assert.Throws<AssemblyFileException>(() => AssemblyFileReader.Read(path, ["en", "es"]));

        Assert.StartsWith(path, exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.DoesNotContain("AssemblyBot.", exception.Message, StringComparison.Ordinal);
    }

    private static AssemblyFile Read(Action<JsonObject> change)
    {
        using var folder = new TemporaryFolder();
        var file = Minimal();
        change(file);
        return AssemblyFileReader.Read(folder.Write("assembly.json", file.ToJsonString()), ["en", "es"]);
    }

    private static string WithProperty(string property)
    {
        var file = Minimal();
        foreach (var (name, value) in JsonNode.Parse($"{{ {property} }}")!.AsObject().ToArray())
            file[name] = value?.DeepClone();
        return file.ToJsonString();
    }

    private static JsonObject Minimal() => JsonNode.Parse("""
        { "title": "Parks", "question": "What about parks?", "introduction": "Asked by the city.", "languages": ["en"], "seeds": ["One", "Two"] }
        """)!.AsObject();
}
