using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.Reorganizations;

public static class ReorganizationsEndpoints
{
    public static void MapReorganizations(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/reorganizations").RequireScope(Scopes.RegistryRead);
        var enacting = app.MapNoun("/v1/reorganizations").RequireScope(Scopes.CatalogueWrite);
        var assigning = app.MapNoun("/v1/reorganizations").RequireScope(Scopes.RegistryWrite);

        reading.MapGet("/", ListReorganizations.Handle).Exports("reorganizations", ReorganizationExport.Columns);
        reading.MapGet("/{id:guid}", GetReorganization.Handle);
        reading
            .MapGet("/{id:guid}/lineage", ListReorganizationLineage.Handle)
            .Exports("lineage", LineageExport.Columns);
        enacting.MapPost("/", EnactReorganization.Handle).ReadsIdempotencyKey();
        enacting
            .MapPost("/conversion-tables", EnactConversionTable.Handle)
            .Accepts<EnactConversionTableRequest>("multipart/form-data")
            .ReadsIdempotencyKey();
        enacting.MapPut("/{id:guid}/revocation", RevokeReorganization.Handle);
        reading.MapGet("/{id:guid}/worklist", ListWorklist.Handle).Exports("worklist", WorklistExport.Columns);
        reading.MapGet("/{id:guid}/worklist/summary", SummariseWorklist.Handle);
        assigning.MapPut("/{id:guid}/worklist/{item}", AssignWorklistItem.Handle);
        assigning.MapPut("/{id:guid}/worklist/{item}/withdrawal", WithdrawAssignment.Handle);
        assigning.MapPost("/{id:guid}/worklist", ImportAssignments.Handle).AcceptsRows<AssignmentRow>();
    }
}
