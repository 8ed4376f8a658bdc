using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Files;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Training.Topics;

namespace CongNgheSo.Services.Training.Materials;

public static class MaterialsEndpoints
{
    public static void AddMaterials(this WebApplicationBuilder builder) =>
        builder.AddFiles<TrainingDbContext>("training", db => db.MaterialEditions.Select(edition => edition.FileHash));

    public static void MapMaterials(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/materials").RequireScope(Scopes.TrainingRead);
        var finding = app.WithFreshTopics().MapNoun("/v1/materials").RequireScope(Scopes.TrainingRead);
        var writing = app.WithFreshTopics().MapNoun("/v1/materials").RequireScope(Scopes.TrainingWrite);

        finding.MapGet("/", ListMaterials.Handle).TakesOnlyTopics().Exports("materials", MaterialExport.Columns);
        reading.MapGet("/{id:guid}", GetMaterial.Handle);
        writing.MapPost("/", CreateMaterial.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{id:guid}", ChangeMaterial.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/withdrawal", WithdrawMaterial.Handle).ReadsIfMatch(required: false);

        reading.MapGet("/{id:guid}/editions", ListEditions.Handle);
        reading
            .MapGet("/{id:guid}/editions/{number:int}/file", DownloadEdition.Handle)
            .Produces<Stream>(200, "application/octet-stream", [.. FileKind.All.Select(kind => kind.MediaType)]);
        writing.MapPost("/{id:guid}/editions", AddEdition.Handle).AcceptsFile().ReadsIdempotencyKey();

        reading.MapGet("/{id:guid}/openings", CountOpenings.Handle);
        writing.MapPost("/{id:guid}/openings", RecordOpening.Handle).ReadsIdempotencyKey();
    }
}
