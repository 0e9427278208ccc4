using Microsoft.Extensions.Options;

namespace AssemblyBot.Core.Desk;

/// <summary>Who may do more than take part; the section <c>Staff</c> of the settings.</summary>
public sealed class StaffOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Staff";

    /// <summary>
    /// Accounts that are organisers, each as <c>platform:id</c>, such as <c>telegram:123456789</c>. Default: none; the
    /// set-up code that is printed at the first start makes the first one.
    /// </summary>
    public IList<string> Organisers { get; init; } = [];

    /// <summary>Accounts that are moderators, each as <c>platform:id</c>. Default: none.</summary>
    public IList<string> Moderators { get; init; } = [];

    /// <summary>
    /// Whether whoever sits at the terminal of this machine is an organiser; they can read its files anyway. Default: true.
    /// </summary>
    public bool TerminalOrganises { get; init; } = true;

    /// <summary>The role that the settings give to a person.</summary>
    public Role RoleOf(Person person)
    {
        var account = $"{person.Platform}:{person.Id}";
        if (Organisers.Contains(account) || (TerminalOrganises && person.Platform == "terminal"))
            return Role.Organiser;
        return Moderators.Contains(account) ? Role.Moderator : Role.None;
    }

    /// <summary>Checks the accounts.</summary>
    public sealed class Validator : IValidateOptions<StaffOptions>
    {
        /// <inheritdoc/>
        public ValidateOptionsResult Validate(string? name, StaffOptions options)
        {
            foreach (var account in options.Organisers.Concat(options.Moderators))
            {
                if (account.Split(':') is not [{ Length: > 0 }, { Length: > 0 }])
                {
                    return ValidateOptionsResult.Fail(
                        $"Staff: '{account}' is not an account; write platform:id, such as telegram:123456789");
                }
            }

            return ValidateOptionsResult.Success;
        }
    }
}
