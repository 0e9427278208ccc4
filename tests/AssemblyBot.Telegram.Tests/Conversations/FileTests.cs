using System.Text;

namespace AssemblyBot.Telegram.Tests.Conversations;

public class FileTests : ConversationTest
{
    private static readonly Card Summary = new()
    {
        Blocks = [new Block.Heading("Where we stand"), new Block.Paragraph("Twelve people have voted.")],
        Stays = true,
    };

    [Fact]
    public async Task A_summary_comes_as_a_text_file_with_a_caption()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        Show(Summary with { File = new CardFile("summary.txt", "Where <we> stand", "Where we stand\n¿Sí? 😀\n") });

        var message = await ana.AskAsync("/summary file");

        Assert.Equal(new CardAction.ShowSummary(null, SummaryForm.File), Desk.Requests[^1].Action);
        Assert.Equal(("document", "summary.txt"), (message.File!.Field, message.File.Name));
        Assert.Equal("Where we stand\n¿Sí? 😀\n", Encoding.UTF8.GetString(message.File.Content.Span));
        Assert.Equal("Where <we> stand", message.Text);
    }

    [Fact]
    public async Task A_map_comes_as_a_picture_that_is_described_below_it_in_a_group_too()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        var group = Api.AddGroup("Group", members: ana);
        Show(Summary with { Picture = new CardPicture("opinion-map.png", "Twelve people in two groups.", [1, 2, 3]), Audience = Audience.Everyone });

        var message = await ana.AskAsync("/summary map", group);

        Assert.Equal(("photo", "opinion-map.png", 3), (message.File!.Field, message.File.Name, message.File.Content.Length));
        Assert.Equal("Twelve people in two groups.", message.Text);
    }

    [Fact]
    public async Task Without_a_map_the_summary_itself_comes()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        Show(Summary);

        Assert.Equal("Where we stand\n\nTwelve people have voted.", (await ana.AskAsync("/summary mapa")).Text);
        Assert.Equal(new CardAction.ShowSummary(null, SummaryForm.Map), Desk.Requests[^1].Action);
    }

    [Fact]
    public async Task A_chat_that_takes_no_files_gets_the_text()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        Show(Summary with { File = new CardFile("summary.txt", "Where we stand", "text") });
        Api.Next("sendDocument").Answers(400, description: "Bad Request: not enough rights to send documents to the chat");

        Assert.StartsWith("Where we stand", (await ana.AskAsync("/summary file")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, 2)]
    [InlineData(429, 2)]
    public async Task A_file_that_was_not_taken_is_sent_again(int status, int calls)
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        Show(Summary with { File = new CardFile("summary.txt", "Where we stand", "text") });
        Api.Next("sendDocument").Answers(status, status == 429 ? TimeSpan.FromSeconds(1) : null);

        await ana.AskAsync("/summary file");

        Assert.Equal(calls, Api.CallCount("sendDocument"));
    }

    [Fact]
    public async Task A_file_of_which_nobody_knows_whether_it_arrived_is_not_sent_again()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        Show(Summary with { File = new CardFile("summary.txt", "Where we stand", "text") });
        Api.Next("sendDocument").Resets(performed: true);

        await ana.AskAsync("/summary file");
        Show(Given.Ask(3));
        await ana.AskAsync("next");

        Assert.Equal(1, Api.CallCount("sendDocument"));
        Assert.Single(ana.PrivateChat.Messages, message => message.File is not null);
    }

    private void Show(Card card) => Desk.Instead = (_, _) => Task.FromResult<Card?>(card);
}
