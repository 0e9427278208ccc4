using System.Text;
using AssemblyBot.Discord.Api;
using AssemblyBot.Discord.Gateway;

namespace AssemblyBot.Discord.Tests.Gateway;

public sealed class InteractionReaderTests
{
    private const string Press = """
        {"version":1,"type":3,"token":"tok-1","message":{"id":"5","flags":64,"embeds":[{"title":"q"}],"author":{"id":"9"}},
         "member":{"user":{"username":"x","id":"777","clan":{"id":"3"}},"permissions":"2147483647","roles":["1"]},
         "locale":"es-ES","guild_locale":"en-US","id":"1111111111111111111","guild_id":"22","channel_id":"33",
         "data":{"component_type":2,"custom_id":"v1:abc"},"channel":{"id":"33","type":0},"application_id":"44",
         "app_permissions":"268435456","entitlements":[],"context":0,"attachment_size_limit":10485760}
        """;

    [Fact]
    public void A_press_in_a_server_is_read()
    {
        var press = Read(Press)!;

        Assert.Equal(InteractionKind.Press, press.Kind);
        Assert.Equal((1111111111111111111ul, 44ul, "tok-1", 777ul), (press.Id, press.Application, press.Token, press.User));
        Assert.Equal((22ul, 33ul), (press.Guild, press.Channel));
        Assert.Equal((2147483647ul, 268435456ul), (press.Permissions, press.BotPermissions));
        Assert.Equal(("es-ES", "en-US", "v1:abc"), (press.Locale, press.GuildLocale, press.CustomId));
        Assert.True(press.HasMessage);
        Assert.True(press.IsOnOwnCard);
    }

    [Fact]
    public void A_press_on_a_public_card_in_a_private_channel_is_read()
    {
        var press = Read("""{"type":3,"id":"1","token":"t","application_id":"4","user":{"id":"5"},"message":{"flags":0},"channel":{"id":"6"},"data":{"custom_id":"c","values":["a",null,"b"]}}""")!;

        Assert.Equal((5ul, null, 6ul), (press.User, press.Guild, press.Channel));
        Assert.Equal(["a", "b"], press.Values);
        Assert.True(press.HasMessage);
        Assert.False(press.IsOnOwnCard);
        Assert.Equal(0ul, press.Permissions);
        Assert.Null(press.Locale);
    }

    [Fact]
    public void A_command_with_a_subcommand_and_options_is_read()
    {
        var command = Read("""
            {"type":2,"id":"1","token":"t","application_id":"4","user":{"id":"5"},"data":{"id":"8","name":"assembly","type":1,
             "options":[{"type":2,"name":"group","options":[{"type":1,"name":"open","options":
              [{"name":"title","type":3,"value":"A \"b\""},{"name":"days","type":4,"value":7},{"name":"quiet","type":5,"value":true},{"name":"where","type":7,"value":"99"}]}]}]}}
            """)!;

        Assert.Equal((InteractionKind.Command, "assembly", "open"), (command.Kind, command.Command, command.Subcommand));
        Assert.Equal("A \"b\"", command.Options["title"]);
        Assert.Equal(("7", "true", "99"), (command.Options["days"], command.Options["quiet"], command.Options["where"]));
        Assert.False(command.HasMessage);
    }

    [Fact]
    public void A_form_is_read_with_labels_and_with_rows()
    {
        var form = Read("""
            {"type":5,"id":"1","token":"t","application_id":"4","user":{"id":"5"},"message":{"flags":64},"data":{"custom_id":"form","components":[
              {"type":10,"id":1},
              {"type":18,"id":2,"component":{"type":4,"custom_id":"text","value":"line\nline"}},
              {"type":18,"component":{"type":3,"custom_id":"pick","values":["x","y"]}},
              {"type":1,"components":[{"type":4,"custom_id":"old","value":"v"}]}]}}
            """)!;

        Assert.Equal((InteractionKind.Form, "form"), (form.Kind, form.CustomId));
        Assert.Equal(("line\nline", "x,y", "v"), (form.Fields["text"], form.Fields["pick"], form.Fields["old"]));
        Assert.True(form.IsOnOwnCard);
    }

    [Theory]
    [InlineData("""{"type":3,"id":"1","token":"t"}""")]
    [InlineData("""{"type":3,"id":"1","user":{"id":"5"}}""")]
    [InlineData("""{"type":3,"token":"t","user":{"id":"5"}}""")]
    [InlineData("""{"type":3,"id":"one","token":"t","user":{"id":"5"}}""")]
    [InlineData("""{"type":3,"id":"1","token":7,"user":{"id":"5"}}""")]
    [InlineData("""{"type":3,"id":"1","token":"t","user":[5]}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    public void What_cannot_be_answered_or_belongs_to_nobody_is_passed_over(string json) => Assert.Null(Read(json));

    [Fact]
    public void Parts_of_another_shape_count_as_left_out()
    {
        var press = Read("""{"type":"3","id":1,"token":"t","application_id":null,"member":7,"user":{"id":"5"},"data":[1,{"custom_id":"x"}],"message":"m","locale":{},"guild_id":false,"app_permissions":[]}""")!;

        Assert.Equal((InteractionKind.Press, 1ul, 5ul, null), (press.Kind, press.Id, press.User, press.Guild));
        Assert.Null(press.CustomId);
        Assert.False(press.HasMessage);
    }

    [Fact]
    public void Half_a_character_is_no_text()
    {
        var press = Read("""{"type":3,"id":"1","token":"t","user":{"id":"5"},"data":{"custom_id":"\ud800"}}""")!;

        Assert.Null(press.CustomId);
    }

    [Fact]
    public void A_ping_or_something_new_is_of_another_kind()
    {
        Assert.Equal(InteractionKind.Other, Read("""{"type":4,"id":"1","token":"t","user":{"id":"5"}}""")!.Kind);
        Assert.Equal(InteractionKind.Other, Read("""{"type":99,"id":"1","token":"t","user":{"id":"5"}}""")!.Kind);
    }

    [Fact]
    public void No_damage_to_an_interaction_makes_it_throw()
    {
        var whole = Encoding.UTF8.GetBytes(Press);
        var random = new Random(11);
        var read = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = whole.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            read += InteractionReader.Read(damaged.AsSpan(0, round % 2 == 0 ? damaged.Length : random.Next(damaged.Length + 1))) is null ? 0 : 1;
        }

        Assert.InRange(read, 1, 19_999);
    }

    private static Interaction? Read(string json) => InteractionReader.Read(Encoding.UTF8.GetBytes(json));
}
