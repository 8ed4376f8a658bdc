using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Training.Programmes;
using CongNgheSo.Services.Training.Topics;

namespace CongNgheSo.Services.Training.Needs;

public static class NeedsEndpoints
{
    public static void MapTrainingNeeds(this IEndpointRouteBuilder app)
    {
        var needs = app.WithFreshTopics().MapNoun("/v1/training-needs").RequireScope(Scopes.TrainingRead);

        needs
            .MapGet("/", ListNeeds.Handle)
            .TakesOnlyTopics()
            .TakesOnly("role", TrainingCatalogue.RoleCodes)
            .TakesOnly("status", ListNeeds.Statuses)
            .Exports("training-needs", NeedExport.Columns);
    }
}
