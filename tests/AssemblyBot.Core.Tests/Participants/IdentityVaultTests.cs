using System.Security.Cryptography;

namespace AssemblyBot.Core.Tests.Participants;

public sealed class IdentityVaultTests
{
    private static readonly Person Ana = new("telegram", "123456789", "chat 123456789", "en");

    [Fact]
    public void An_address_comes_back_and_is_sealed_anew_each_time()
    {
        var vault = VaultOf("a secret");

        var (one, other) = (vault.Seal(Ana), vault.Seal(Ana));

        Assert.Equal("chat 123456789", vault.Open(one));
        Assert.Equal(one.Hash, other.Hash);
        Assert.NotEqual(one.SealedAddress, other.SealedAddress);
        Assert.DoesNotContain("123456789", one.Hash, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_key_finds_nobody_and_opens_nothing()
    {
        var (ours, theirs) = (VaultOf("a secret"), VaultOf("another secret"));

        Assert.NotEqual(ours.Hash(Ana), theirs.Hash(Ana));
        Assert.ThrowsAny<CryptographicException>(() => theirs.Open(ours.Seal(Ana)));
    }

    [Fact]
    public void A_changed_or_cut_address_is_not_opened()
    {
        var vault = VaultOf("a secret");
        var account = vault.Seal(Ana);
        var changed = account.SealedAddress.ToArray();
        changed[^1] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => vault.Open(account with { SealedAddress = changed }));
        Assert.ThrowsAny<CryptographicException>(() => vault.Open(account with { SealedAddress = [1, 2, 3] }));
        Assert.ThrowsAny<CryptographicException>(() => vault.Open(account with { Platform = "discord" }));
    }

    [Fact]
    public void The_same_id_on_two_platforms_is_two_people() =>
        Assert.NotEqual(VaultOf("a secret").Hash(Ana), VaultOf("a secret").Hash(Ana with { Platform = "discord" }));

    [Fact]
    public void A_secret_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => new InstallationKeys(new byte[31]));

    [Fact]
    public void A_person_says_nothing_of_their_account_in_a_text() =>
        Assert.Equal("a person on telegram", $"{Ana}");

    private static IdentityVault VaultOf(string secret) =>
        new(new InstallationKeys(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret))));
}
