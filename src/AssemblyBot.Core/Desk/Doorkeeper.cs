using Microsoft.Extensions.Options;

namespace AssemblyBot.Core.Desk;

/// <summary>Turns the person behind a request into a participant, a role and a language.</summary>
internal sealed class Doorkeeper(
    AssemblyHall hall,
    IAssemblyStore store,
    IdentityVault vault,
    PhraseBooks books,
    IOptions<StaffOptions> staff,
    TimeProvider clock)
{
    public async Task<Visit> ReceiveAsync(Request request, CancellationToken cancellationToken)
    {
        var participant = await store.FindParticipantAsync(vault.Hash(request.Person), cancellationToken);
        var configured = staff.Value.RoleOf(request.Person);
        return new Visit
        {
            Request = request,
            Participant = participant,
            Role = participant is { Role: var given } && given > configured ? given : configured,
            Book = books.For(LanguageOf(request.Place) ?? participant?.Language ?? request.Person.Locale),
            Now = clock.GetUtcNow(),
        };
    }

    private string? LanguageOf(Place place) => place is Place.InChannel { Address: var address }
        ? hall.Channels.FirstOrDefault(channel => channel.Address == address)?.Language
        : null;
}
