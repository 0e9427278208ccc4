using System.Runtime.CompilerServices;
using System.Text;

namespace AssemblyBot.Testing;

/// <summary>Compares text with the approved text in <c>TestClass.Method.approved.txt</c> beside the test's file.</summary>
/// <remarks>With the environment variable <see cref="ApproveVariable"/> set to 1 the actual text becomes the approved one.</remarks>
public static class Approved
{
    /// <summary>The environment variable that accepts every difference.</summary>
    public const string ApproveVariable = "ASSEMBLYBOT_APPROVE";

    /// <summary>Line ends and line ends before the end of the text do not count.</summary>
    /// <param name="actual">What the test produced.</param>
    /// <param name="variant">Tells the cases of a theory apart; part of the file's name.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="method">Filled in by the compiler.</param>
    /// <exception cref="ApprovalException">The text differs; the received text lies beside the approved one.</exception>
    public static void Matches(string actual, string? variant = null, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        var name = $"{Path.GetFileNameWithoutExtension(file)}.{method}{(variant is null ? "" : "." + variant)}";
        var folder = Path.GetDirectoryName(file)!;
        var approvedFile = Path.Combine(folder, name + ".approved.txt");
        var receivedFile = Path.Combine(folder, name + ".received.txt");
        var received = Normalise(actual);
        var approved = File.Exists(approvedFile) ? Normalise(File.ReadAllText(approvedFile)) : null;

        if (received == approved)
        {
            File.Delete(receivedFile);
            return;
        }

        if (Environment.GetEnvironmentVariable(ApproveVariable) == "1")
        {
            File.WriteAllText(approvedFile, received);
            File.Delete(receivedFile);
            return;
        }

        File.WriteAllText(receivedFile, received);
        throw new ApprovalException(approved is null
            ? $"{name} has no approved text yet. Set {ApproveVariable}=1 to approve this one:\n{received}"
            : $"{name} differs from its approved text. Set {ApproveVariable}=1 to approve the lines marked +:\n{TextDifference.Describe(approved, received)}");
    }

    private static string Normalise(string text)
        => new StringBuilder(text).Replace("\r\n", "\n").ToString().TrimEnd('\n') + "\n";
}
