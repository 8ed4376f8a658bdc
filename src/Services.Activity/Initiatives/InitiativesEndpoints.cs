using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Activity.Topics;

namespace CongNgheSo.Services.Activity.Initiatives;

public static class InitiativesEndpoints
{
    public static void MapInitiatives(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/initiatives").RequireScope(Scopes.ActivityRead);
        var writing = app.WithFreshCatalogue().MapNoun("/v1/initiatives").RequireScope(Scopes.ActivityWrite);
        var reviewing = app.MapNoun("/v1/initiatives").RequireScope(Scopes.ActivityReview);

        reading.MapGet("/", ListInitiatives.Handle).Exports("initiatives", InitiativeExport.Columns);
        reading.MapGet("/{id:guid}", GetInitiative.Handle);
        reading.MapGet("/{id:guid}/history", GetInitiative.HandleHistory);
        writing.MapPost("/", ProposeInitiative.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{id:guid}", ReviseInitiative.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/withdrawal", WithdrawInitiative.Handle).ReadsIfMatch();
        reviewing.MapPut("/{id:guid}/review", ReviewInitiative.Handle).ReadsIfMatch();
    }
}
