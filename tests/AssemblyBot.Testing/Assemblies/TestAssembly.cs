using AssemblyBot.Core.Assemblies;
using AssemblyBot.Core.Channels;
using AssemblyBot.Core.Ports;

namespace AssemblyBot.Testing.Assemblies;

/// <summary>What a test wants an assembly to be like. Unsaid: open, English and Spanish, ten seeds, moderated before.</summary>
public sealed class TestAssembly
{
    private string _code = "commons";
    private Stage _stage = Stage.Open;
    private IReadOnlyList<LocalText> _seeds = Seeds(10);
    private AssemblySettings _settings = new()
    {
        Title = new LocalText([new("en", "The commons"), new("es", "Los comunes")]),
        Question = new LocalText([new("en", "What should become of the commons?"), new("es", "¿Qué será de los comunes?")]),
        Introduction = new LocalText([new("en", "Asked by a library."), new("es", "Lo pregunta una biblioteca.")]),
        Languages = ["en", "es"],
    };

    public TestAssembly WithCode(string code)
    {
        _code = code;
        return this;
    }

    /// <summary>So many seed statements, "Seed statement 1" and so on.</summary>
    public TestAssembly WithSeeds(int count)
    {
        _seeds = Seeds(count);
        return this;
    }

    /// <summary>These seed statements, in English.</summary>
    public TestAssembly WithSeeds(params IReadOnlyList<string> texts)
    {
        _seeds = [.. texts.Select(text => LocalText.Of("en", text))];
        return this;
    }

    public TestAssembly InStage(Stage stage)
    {
        _stage = stage;
        return this;
    }

    public TestAssembly ModeratedBefore() => With(settings => settings with { Moderation = ModerationPolicy.Before });

    public TestAssembly ModeratedAfter() => With(settings => settings with { Moderation = ModerationPolicy.After });

    public TestAssembly WithThresholds(int participants, int votesEach, int statementVotes) =>
        With(settings => settings with { Thresholds = new Thresholds(participants, votesEach, statementVotes) });

    /// <summary>Summaries by this schedule, as an organiser types it.</summary>
    public TestAssembly WithSummaries(string schedule) => ScheduleText.TryRead(schedule.Split(' '), out var read)
        ? With(settings => settings with { Schedule = read })
        : throw new ArgumentException($"'{schedule}' is not a schedule", nameof(schedule));

    /// <summary>Whatever else the test is about.</summary>
    public TestAssembly With(Func<AssemblySettings, AssemblySettings> change)
    {
        _settings = change(_settings);
        return this;
    }

    /// <summary>The change that creates it.</summary>
    public Change.CreateAssembly ToChange(DateTimeOffset now) => new(_code, _settings, _stage, _seeds, now);

    private static LocalText[] Seeds(int count) =>
    [
        .. Enumerable.Range(1, count).Select(number => new LocalText(
            [new("en", $"Seed statement {number}"), new("es", $"Afirmación inicial {number}")])),
    ];
}
