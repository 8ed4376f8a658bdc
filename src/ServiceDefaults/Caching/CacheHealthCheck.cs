using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CongNgheSo.ServiceDefaults.Caching;

/// <summary>Degraded while Redis is away: everything still answers, only slower.</summary>
internal sealed class CacheHealthCheck(Cache cache) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        await cache.IsThereAsync()
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("Redis does not answer; going on without it");
}
