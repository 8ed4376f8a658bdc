using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Reporting.TotalsChecks;

public static class TotalsChecksEndpoints
{
    public static void AddTotalsChecks(this IServiceCollection services) =>
        services.AddHostedService<TotalsCheckWorker>();

    public static void MapTotalsChecks(this IEndpointRouteBuilder app)
    {
        var verifications = app.MapNoun("/v1/rollups/verifications").RequireScope(Scopes.TotalsCheck);
        var rebuilds = app.MapNoun("/v1/rollups/rebuilds").RequireScope(Scopes.TotalsCheck);

        verifications.MapPost("/", StartTotalsCheck.HandleVerification).ReadsIdempotencyKey();
        verifications.MapGet("/{id:guid}", GetTotalsCheck.Handle).WithName("GetVerification");
        verifications
            .MapGet("/{id:guid}/differences", GetTotalsCheck.HandleDifferences)
            .WithName("ListVerificationDifferences");
        rebuilds.MapPost("/", StartTotalsCheck.HandleRebuild).ReadsIdempotencyKey();
        rebuilds.MapGet("/{id:guid}", GetTotalsCheck.Handle).WithName("GetRebuild");
        rebuilds.MapGet("/{id:guid}/differences", GetTotalsCheck.HandleDifferences).WithName("ListRebuildDifferences");
    }
}
