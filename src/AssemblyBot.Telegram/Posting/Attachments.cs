using System.Text;

namespace AssemblyBot.Telegram.Posting;

/// <summary>What goes with a card as a file, with a caption that says what it holds or shows. Pure.</summary>
internal static class Attachments
{
    private const int LongestCaption = 1024;

    /// <summary>The file that says the same as the card, or its picture; null: it has none.</summary>
    public static FileUpload? Of(Card card) => card switch
    {
        { File: { } file } => new FileUpload(FileKind.Document, file.Name, Encoding.UTF8.GetBytes(file.Text), Caption(file.Description)),
        { Picture: { } picture } => new FileUpload(FileKind.Photo, picture.Name, picture.Png, Caption(picture.Description)),
        _ => null,
    };

    private static string Caption(string description)
    {
        var html = new StringBuilder();
        InertText.AppendEscaped(html, CleanText.Shorten(InertText.Theirs(description), LongestCaption));
        return html.ToString();
    }
}
