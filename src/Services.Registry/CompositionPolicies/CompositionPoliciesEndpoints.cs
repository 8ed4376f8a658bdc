using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Registry.Teams;

namespace CongNgheSo.Services.Registry.CompositionPolicies;

public static class CompositionPoliciesEndpoints
{
    public static void MapCompositionPolicies(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/composition-policies").RequireScope(Scopes.RegistryRead);
        var writing = app.MapNoun("/v1/composition-policies").RequireScope(Scopes.RegistryWrite);

        reading
            .MapGet("/", ListPolicies.Handle)
            .TakesOnly("kind", TeamKinds.Names.Keys)
            .Exports("composition-policies", PolicyExport.Columns);
        reading.MapGet("/{id:guid}", GetPolicy.Handle);
        writing.MapPost("/", RecordPolicy.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{id:guid}", ChangePolicy.Handle).ReadsIfMatch();
    }
}
