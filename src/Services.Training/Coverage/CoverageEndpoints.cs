using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Programmes;
using CongNgheSo.Services.Training.Topics;

namespace CongNgheSo.Services.Training.Coverage;

public static class CoverageEndpoints
{
    public static void MapCoverage(this IEndpointRouteBuilder app)
    {
        var coverage = app.WithFreshTopics().MapNoun("/v1/training-coverage").RequireScope(Scopes.TrainingRead);

        coverage.MapGet("/{unit}", GetCoverage.Handle).TakesOnlyTopics().TakesOnly("role", TrainingCatalogue.RoleCodes);
    }
}
