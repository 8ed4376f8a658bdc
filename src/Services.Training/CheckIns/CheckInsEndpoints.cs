using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Training.CheckIns;

public static class CheckInsEndpoints
{
    public static void MapCheckIns(this IEndpointRouteBuilder app)
    {
        var links = app.MapNoun("/v1/training-sessions/{id:guid}/check-in-links").RequireScope(Scopes.TrainingWrite);

        links.MapGet("/", ListCheckInLinks.Handle);
        links.MapPost("/", CreateCheckInLink.Handle).ReadsIdempotencyKey();
        links.MapGet("/{linkId:guid}", GetCheckInLink.Handle);
        links.MapGet("/{linkId:guid}/qr.png", GetCheckInLink.HandlePngAsync).Produces<Stream>(200, "image/png");
        links.MapGet("/{linkId:guid}/qr.svg", GetCheckInLink.HandleSvgAsync).Produces<Stream>(200, "image/svg+xml");
        links.MapPut("/{linkId:guid}/revocation", RevokeCheckInLink.Handle);

        // Who stands at the door has no token; the link's signature and their code are what they have.
        var door = app.MapNoun("/v1/check-ins").AllowAnonymous();

        door.MapGet("/", CheckIn.HandleDoorAsync);
        door.MapPost("/", CheckIn.Handle);
        // The framework refuses other bodies by itself, but only of those who have a token.
        app.MapPost("/v1/check-ins", CheckIn.RefuseBody).AllowAnonymous().ExcludeFromDescription();
        // For people; programs have the two above.
        var page = door.MapGroup("/page").ExcludeFromDescription();
        page.MapGet("/", CheckInPage.Handle);
        // Nothing is done in anybody's name but that of the code that is sent along.
        page.MapPost("/", CheckInPage.HandleCodeAsync).DisableAntiforgery();
    }
}
