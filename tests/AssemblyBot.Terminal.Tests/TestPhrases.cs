using System.Reflection;
using System.Runtime.CompilerServices;

namespace AssemblyBot.Terminal.Tests;

/// <summary>
/// A phrase book in which the sentences that the terminal says are written out, and every other one is its own name.
/// </summary>
internal static class TestPhrases
{
    private static readonly Dictionary<string, string> English = new()
    {
        ["Terminal.HowToAnswer"] = "Type the number of a choice or its first words; /help shows what else there is, /quit leaves.",
        ["Terminal.Prompt"] = ">",
        ["Terminal.NoSuchChoice"] = "There is no such choice; type a number from 1 to {count}.",
        ["Terminal.LineTooLong"] = "That line was not taken: it has more than {limit} characters.",
        ["Terminal.News"] = "News from the assembly:",
        ["Terminal.Goodbye"] = "Goodbye. What you voted is kept.",
        ["Terminal.Quit"] = "leave; nothing is lost",
        ["Joining.HelpLine"] = "{command}: {does}",
        ["Common.Failed"] = "Something went wrong on our side. Please try again.",
    };

    private static readonly Dictionary<string, string> Spanish = new()
    {
        ["Terminal.Prompt"] = ">",
        ["Terminal.Goodbye"] = "Hasta luego.",
        ["Terminal.NoSuchChoice"] = "No hay tal opción; hay {count}.",
    };

    public static PhraseBooks Books { get; } = new([Book("en", English), Book("es", Spanish)]);

    private static PhraseBook Book(string language, Dictionary<string, string> sentences)
    {
        var book = (PhraseBook)RuntimeHelpers.GetUninitializedObject(typeof(PhraseBook));
        foreach (var section in typeof(PhraseBook).GetProperties().Where(property => property.CanWrite))
        {
            section.SetValue(book, section.PropertyType == typeof(string)
                ? language
                : Section(section, sentences));
        }

        return book;
    }

    private static object Section(PropertyInfo section, Dictionary<string, string> sentences)
    {
        var phrases = RuntimeHelpers.GetUninitializedObject(section.PropertyType);
        foreach (var phrase in section.PropertyType.GetProperties().Where(property => property.PropertyType == typeof(Phrase)))
        {
            var name = $"{section.Name}.{phrase.Name}";
            phrase.SetValue(phrases, new Phrase(sentences.GetValueOrDefault(name, name)));
        }

        return phrases;
    }
}
