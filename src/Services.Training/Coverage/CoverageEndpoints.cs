using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Training.Coverage;

public static class CoverageEndpoints
{
    public static void MapCoverage(this IEndpointRouteBuilder app)
    {
        var coverage = app.MapNoun("/v1/training-coverage").RequireScope(Scopes.TrainingRead);

        coverage.MapGet("/{unit}", GetCoverage.Handle);
    }
}
