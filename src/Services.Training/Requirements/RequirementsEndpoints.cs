using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Training.Programmes;
using CongNgheSo.Services.Training.Topics;

namespace CongNgheSo.Services.Training.Requirements;

public static class RequirementsEndpoints
{
    public static void MapTrainingRequirements(this IEndpointRouteBuilder app)
    {
        var fresh = app.WithFreshTopics();
        var reading = fresh.MapNoun("/v1/training-requirements").RequireScope(Scopes.TrainingRead);
        var writing = fresh.MapNoun("/v1/training-requirements").RequireScope(Scopes.TrainingCatalogue);

        reading
            .MapGet("/", ListRequirements.Handle)
            .TakesOnlyTopics()
            .TakesOnly("role", TrainingCatalogue.RoleCodes)
            .Exports("training-requirements", RequirementExport.Columns);
        reading.MapGet("/{id:guid}", GetRequirement.Handle);
        writing.MapPost("/", CreateRequirement.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{id:guid}", ChangeRequirement.Handle).ReadsIfMatch();
    }
}
