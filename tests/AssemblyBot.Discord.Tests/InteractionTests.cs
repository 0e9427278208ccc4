using AssemblyBot.Discord.Api;

namespace AssemblyBot.Discord.Tests;

public sealed class InteractionTests
{
    [Fact]
    public void An_interaction_without_a_message_sits_on_no_card()
    {
        var interaction = new Interaction { Id = 1, Application = 2, Token = "t", Kind = InteractionKind.Command, User = 3 };

        Assert.False(interaction.IsOnOwnCard);
    }
}
