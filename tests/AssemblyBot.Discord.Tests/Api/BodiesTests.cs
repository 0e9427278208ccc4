using System.Text;
using AssemblyBot.Discord.Api;

namespace AssemblyBot.Discord.Tests.Api;

public sealed class BodiesTests
{
    private static readonly MessageBody Card = new()
    {
        Content = "¿Sí? https://example.org",
        Rows = [[new("Agree", 3, "v1:a"), new("More", 5, Url: "https://example.org")]],
        IsForPersonAlone = true,
    };

    [Fact]
    public void A_new_card_for_one_person_pings_nobody_and_unfolds_no_link() => Assert.Equal(
        """{"type":4,"data":{"content":"¿Sí? https://example.org","components":[{"type":1,"components":[{"type":2,"style":3,"label":"Agree","custom_id":"v1:a"},{"type":2,"style":5,"label":"More","url":"https://example.org"}]}],"flags":68,"allowed_mentions":{"parse":[]}}}""",
        Text(Bodies.Answer(new InteractionAnswer.Say(Card))));

    [Fact]
    public void A_card_in_place_of_another_leaves_nothing_of_it() => Assert.Equal(
        """{"type":7,"data":{"content":"","embeds":[{"title":"Q","description":"D","color":255,"fields":[{"name":"n","value":"v"}],"footer":{"text":"F"},"image":{"url":"attachment://map.png"}}],"components":[],"attachments":[],"flags":0,"allowed_mentions":{"parse":[]}}}""",
        Text(Bodies.Answer(new InteractionAnswer.Replace(new MessageBody { Embeds = [new Embed("Q", "D", [new("n", "v")], "F", 255, "map.png")] }))));

    [Fact]
    public void Answers_that_come_later_say_only_who_sees_them()
    {
        Assert.Equal("""{"type":5,"data":{"flags":64}}""", Text(Bodies.Answer(new InteractionAnswer.SayLater(true))));
        Assert.Equal("""{"type":5}""", Text(Bodies.Answer(new InteractionAnswer.SayLater(false))));
        Assert.Equal("""{"type":6}""", Text(Bodies.Answer(new InteractionAnswer.ReplaceLater())));
    }

    [Fact]
    public void A_form_has_its_text_above_its_fields() => Assert.Equal(
        """{"type":9,"data":{"custom_id":"f","title":"T","components":[{"type":10,"content":"Read me"},{"type":18,"label":"L","description":"D","component":{"type":4,"custom_id":"x","style":2,"required":true,"max_length":140,"value":"v"}},{"type":18,"label":"M","component":{"type":4,"custom_id":"y","style":1,"required":false,"max_length":10}}]}}""",
        Text(Bodies.Answer(new InteractionAnswer.Ask(new Form("f", "T", "Read me", [new("x", "L", "D", true, true, 140, "v"), new("y", "M", "", false, false, 10)])))));

    [Fact]
    public void A_command_tells_where_it_is_offered_and_to_whom() => Assert.Equal(
        """[{"type":1,"name":"assembly","description":"D","name_localizations":{"es-ES":"asamblea"},"options":[{"type":1,"name":"open","description":"O","options":[{"type":3,"name":"title","description":"T","description_localizations":{"es-ES":"t"},"required":true,"max_length":90,"choices":[{"name":"A","value":"a"}]},{"type":4,"name":"number","description":"N","min_value":1},{"type":7,"name":"where","description":"W","channel_types":[0,15]}]}],"default_member_permissions":32,"contexts":[0],"integration_types":[0]}]""",
        Text(CommandBodies.Of(
        [
            new ApplicationCommand
            {
                Name = "assembly",
                Description = "D",
                Names = new Dictionary<string, string> { ["es-ES"] = "asamblea" },
                Options =
                [
                    new(1, "open", "O")
                    {
                        Options =
                        [
                            new(3, "title", "T")
                            {
                                Descriptions = new Dictionary<string, string> { ["es-ES"] = "t" },
                                IsRequired = true,
                                MaximumLength = 90,
                                Choices = [new CommandChoice("A", "a")],
                            },
                            new(4, "number", "N") { Minimum = 1 },
                            new(7, "where", "W") { ChannelTypes = [0, 15] },
                        ],
                    },
                ],
                DefaultMemberPermissions = 32,
                InPrivate = false,
            },
        ])));

    [Fact]
    public void A_post_is_for_all_whatever_the_card_says() =>
        Assert.Contains("\"flags\":4,", Text(Bodies.Post(Card, "n")), StringComparison.Ordinal);

    private static string Text(RestBody body) => Encoding.UTF8.GetString(body.Json.Span);
}
