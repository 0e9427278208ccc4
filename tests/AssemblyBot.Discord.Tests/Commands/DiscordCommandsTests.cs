using System.Text.RegularExpressions;

namespace AssemblyBot.Discord.Tests.Commands;

public sealed partial class DiscordCommandsTests
{
    private static readonly IReadOnlyList<ApplicationCommand> All = DiscordCommands.All(Given.Phrases);

    [Fact]
    public void There_is_a_command_for_everything_that_people_do() => Assert.Equal(
        [
            "vote", "statement", "summary", "myvotes", "mystatements", "assemblies", "language", "link", "claim", "stop", "forget", "help",
            "queue", "assembly",
        ],
        All.Select(command => command.Name));

    [Fact]
    public void Every_name_and_description_in_every_language_is_one_that_Discord_takes()
    {
        foreach (var command in All)
        {
            AssertNamed(command.Name, command.Description, command.Names, command.Descriptions);
            AssertOptions(command.Options);
        }

        AssertDistinct(All.Select(command => command.Names));
    }

    [Fact]
    public void In_Spanish_they_have_Spanish_names()
    {
        var vote = All.Single(command => command.Name == "vote");
        var schedule = All.Single(command => command.Name == "assembly").Options.Single(option => option.Name == "schedule");

        Assert.Equal("votar", vote.Names["es-ES"]);
        Assert.Equal(Given.Spanish.Commands.Vote, vote.Descriptions["es-419"]);
        Assert.Equal("horario", schedule.Names["es-ES"]);
        Assert.Equal("días", schedule.Options[0].Names["es-ES"]);
    }

    [Fact]
    public void Languages_are_offered_by_their_own_names_and_channels_only_where_posts_can_go()
    {
        var language = All.Single(command => command.Name == "language").Options[0];
        var link = All.Single(command => command.Name == "assembly").Options.Single(option => option.Name == "link");

        Assert.Equal([new CommandChoice("English", "en"), new CommandChoice("Español", "es")], language.Choices);
        Assert.Equal([0, 5, 10, 11, 12, 15], link.Options.Single(option => option.Name == "channel").ChannelTypes);
    }

    [Fact]
    public void Those_of_organisers_and_moderators_are_offered_to_those_who_manage()
    {
        var limited = All.Where(command => command.DefaultMemberPermissions is not null);

        Assert.Equal([("queue", 0x2000UL), ("assembly", 0x20UL)], limited.Select(command => (command.Name, command.DefaultMemberPermissions!.Value)));
    }

    [Fact]
    public void In_a_linked_channel_they_are_about_its_assembly()
    {
        Assert.Equal(new CardAction.Next(Given.Assembly), DiscordCommands.Action(Given.Command("vote"), Given.Assembly));
        Assert.Equal(new CardAction.Write(Given.Assembly), DiscordCommands.Action(Given.Command("statement"), Given.Assembly));
        Assert.Equal(new CardAction.ShowSummary(null), DiscordCommands.Action(Given.Command("summary"), null));
    }

    [Fact]
    public void Options_become_what_an_organiser_types_elsewhere()
    {
        Assert.Equal(new CardAction.Organise("link commons es"), DiscordCommands.Action(Given.Command("assembly", "link", ("code", " commons "), ("language", "es")), null));
        Assert.Equal(
            new CardAction.Organise("schedule mon,thu 17:00 Europe/Berlin"),
            DiscordCommands.Action(Given.Command("assembly", "schedule", ("days", "mon, thu"), ("time", "17:00"), ("zone", "Europe/Berlin")), null));
        Assert.Equal(new CardAction.Organise("status"), DiscordCommands.Action(Given.Command("assembly", "status"), null));
        Assert.Equal(new CardAction.Queue("7"), DiscordCommands.Action(Given.Command("queue", null, ("number", "7")), null));
        Assert.Equal(new CardAction.Language("es"), DiscordCommands.Action(Given.Command("language", null, ("language", "ES")), null));
        Assert.Equal(new CardAction.LinkAccount(null), DiscordCommands.Action(Given.Command("link"), null));
        Assert.Equal(new CardAction.Claim("A-B"), DiscordCommands.Action(Given.Command("claim", null, ("code", "A-B")), null));
    }

    [Fact]
    public void A_command_of_another_version_is_unknown() => Assert.IsType<CardAction.Unknown>(DiscordCommands.Action(Given.Command("dance"), null));

    [Fact]
    public void A_name_that_Discord_would_refuse_is_left_out()
    {
        var book = Given.Spanish with { Discord = Given.Spanish.Discord with { VoteName = new Phrase("¡Vota Ya!") } };

        var vote = DiscordCommands.All(new PhraseBooks([Given.English, book]))[0];

        Assert.Equal("vote", vote.Names["es-ES"]);
    }

    [Fact]
    public void The_hash_changes_with_the_commands_and_with_nothing_else()
    {
        var application = new Application(1, "Name");
        var hash = CommandRegistrar.HashOf(application, All);

        Assert.Equal(hash, CommandRegistrar.HashOf(application with { }, DiscordCommands.All(Given.Phrases)));
        Assert.NotEqual(hash, CommandRegistrar.HashOf(application with { Id = 2 }, All));
        Assert.NotEqual(hash, CommandRegistrar.HashOf(application, [.. All.Skip(1)]));
        Assert.NotEqual(hash, CommandRegistrar.HashOf(application, [All[0] with { Description = "Other" }, .. All.Skip(1)]));
    }

    private static void AssertOptions(IReadOnlyList<CommandOption> options)
    {
        Assert.InRange(options.Count, 0, 25);
        Assert.Equal(options.OrderByDescending(option => option.IsRequired).Select(option => option.Name).Order(), options.Select(option => option.Name).Order());
        Assert.DoesNotContain(options.SkipWhile(option => option.IsRequired), option => option.IsRequired);
        AssertDistinct(options.Select(option => option.Names));
        foreach (var option in options)
        {
            AssertNamed(option.Name, option.Description, option.Names, option.Descriptions);
            AssertOptions(option.Options);
        }
    }

    private static void AssertNamed(
        string name, string description, IReadOnlyDictionary<string, string> names, IReadOnlyDictionary<string, string> descriptions)
    {
        Assert.Equal(["en-GB", "en-US", "es-419", "es-ES"], names.Keys.Order());
        Assert.Equal(["en-GB", "en-US", "es-419", "es-ES"], descriptions.Keys.Order());
        Assert.All(names.Values.Append(name), text => Assert.Matches(Name(), text));
        Assert.All(names.Values.Append(name), text => Assert.Equal(text.ToLowerInvariant(), text));
        Assert.All(descriptions.Values.Append(description), text => Assert.InRange(text.Length, 1, 100));
        Assert.All(descriptions.Values, text => Assert.DoesNotContain('…', text));
    }

    private static void AssertDistinct(IEnumerable<IReadOnlyDictionary<string, string>> names)
    {
        foreach (var locale in names.SelectMany(each => each).GroupBy(pair => pair.Key, pair => pair.Value))
            Assert.Distinct(locale);
    }

    [GeneratedRegex(@"^[-_'\p{L}\p{N}]{1,32}$")]
    private static partial Regex Name();
}
