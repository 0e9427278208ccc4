using System.Net.Sockets;
using System.Text;

namespace AssemblyBot.Storage.Held;

/// <summary>
/// Where a worker is asked about the store that it alone can have open: a socket in its folder, for the account of the
/// worker and no other.
/// </summary>
internal static class HolderSocket
{
    /// <summary>The socket's name in the storage folder.</summary>
    public const string Name = "worker.sock";

    // Linux takes 107 bytes, other systems 103.
    private const int LongestPath = 103;

    /// <summary>Whether the path of a folder is short enough for a socket in it.</summary>
    public static bool Fits(string folder) => Encoding.UTF8.GetByteCount(PathIn(folder)) <= LongestPath;

    /// <summary>What to do where it is not.</summary>
    public static string TooLong(string folder) =>
        $"the path of the folder '{Path.GetFullPath(folder)}' has more than the {LongestPath - Name.Length - 1} bytes that a socket in it allows";

    /// <summary>Listens in a folder whose <see cref="WorkerLock"/> the caller has; what a worker that was killed left there goes.</summary>
    /// <exception cref="SocketException">Sockets do not work there.</exception>
    /// <exception cref="IOException">Nor do files.</exception>
    public static Socket Listen(string folder)
    {
        var path = PathIn(folder);
        File.Delete(path);
        var socket = Create();
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));

            // Nobody can connect before it listens, and then only who may write to it.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Connects to the worker of a folder; null when none listens there.</summary>
    public static async Task<Socket?> TryConnectAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Fits(folder) || !File.Exists(PathIn(folder)))
            return null;
        var socket = Create();
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(PathIn(folder)), cancellationToken);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string PathIn(string folder) => Path.Combine(Path.GetFullPath(folder), Name);

    private static Socket Create() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
}
