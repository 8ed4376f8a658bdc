using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.Topics;

public static class TopicsEndpoints
{
    public static void MapTopics(this IEndpointRouteBuilder app)
    {
        var reading = app.WithFreshCatalogue().MapNoun("/v1/topics").RequireScope(Scopes.ActivityRead);
        var writing = app.MapNoun("/v1/topics").RequireScope(Scopes.ActivityCatalogue);

        reading.MapGet("/", ListTopics.Handle);
        reading
            .MapGet("/entries", ListCatalogueEntries.Handle)
            .TakesOnly("kind", CatalogueKinds.All)
            .Exports("catalogue-entries", CatalogueEntryExport.Columns);
        reading.MapGet("/entries/{kind}/{code}", GetCatalogueEntry.Handle);
        writing.MapPost("/entries", AddCatalogueEntry.Handle);
        writing.MapPut("/entries/{kind}/{code}", ChangeCatalogueEntry.Handle).ReadsIfMatch();
    }
}
