namespace AssemblyBot.Testing.BotApi.Schema;

/// <summary>A method of the Bot API: its parameters, and what it answers.</summary>
internal sealed class MethodSchema(string name, ObjectSchema parameters, ValueSchema result)
{
    public string Name => name;

    public ObjectSchema Parameters => parameters;

    public ValueSchema Result => result;
}
