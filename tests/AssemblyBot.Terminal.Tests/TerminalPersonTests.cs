namespace AssemblyBot.Terminal.Tests;

public sealed class TerminalPersonTests
{
    [Theory]
    [InlineData("ana", "root", "ana")]
    [InlineData(null, "root", "root")]
    [InlineData(" ", "root", "root")]
    [InlineData(null, "", "me")]
    public void The_account_is_the_one_given_or_that_of_the_system(string? given, string user, string account)
    {
        var person = TerminalPerson.Of(new TerminalOptions { Account = given }, _ => null, user);

        Assert.Equal(new Person("terminal", account, account, null), person);
    }

    [Theory]
    [InlineData("es", "de_DE.UTF-8", "fr_FR", "es")]
    [InlineData(null, "de_DE.UTF-8", "fr_FR", "de-DE")]
    [InlineData(null, "", "ca_ES@valencia", "ca-ES")]
    [InlineData(null, null, "C.UTF-8", null)]
    [InlineData(null, null, "POSIX", null)]
    [InlineData(null, null, null, null)]
    public void The_language_is_the_one_given_or_that_of_the_environment(string? given, string? all, string? lang, string? locale)
    {
        var person = TerminalPerson.Of(
            new TerminalOptions { Language = given },
            name => name switch { "LC_ALL" => all, "LANG" => lang, _ => null },
            "me");

        Assert.Equal(locale, person.Locale);
    }
}
