using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AssemblyBot.Testing.Discord;

/// <summary>
/// A certificate authority that lives as long as the process and that this process alone trusts, by OpenSSL's
/// <c>SSL_CERT_FILE</c>, which is read at the first connection. Its key never leaves the process.
/// </summary>
internal static class TestAuthority
{
    private static readonly ConcurrentDictionary<string, X509Certificate2> Issued = new();
    private static readonly X509Certificate2 Root = MakeRoot();

    /// <summary>Whether this process trusts it.</summary>
    public static bool IsTrusted { get; } = Trust();

    /// <summary>The certificate of a server.</summary>
    public static X509Certificate2 CertificateFor(string host) => Issued.GetOrAdd(host, static host =>
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var bare = request.Create(Root, Root.NotBefore, Root.NotAfter, RandomNumberGenerator.GetBytes(8));
        return bare.CopyWithPrivateKey(key);
    });

    private static X509Certificate2 MakeRoot()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=AssemblyBot tests", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private static bool Trust()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        var file = Path.Combine(Path.GetTempPath(), $"assemblybot-tests-{Environment.ProcessId}.pem");
        File.WriteAllText(file, Root.ExportCertificatePem());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(file);

        // The managed environment is a copy that OpenSSL does not see.
        return SetEnvironmentVariable("SSL_CERT_FILE", file, 1) == 0;
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetEnvironmentVariable(string name, string value, int overwrite);
}
