using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CongNgheSo.ServiceDefaults.Documents;

public static class DocumentsExtensions
{
    /// <summary>Makes PDF documents possible: fonts from <c>Documents:FontDirectory</c>, or where systems keep them; a health check.</summary>
    public static void AddDocuments(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(DocumentFonts.Use(builder.Configuration["Documents:FontDirectory"]));
        builder.Services.AddHealthChecks().AddCheck<FontsHealthCheck>("document-fonts");
    }

    /// <summary>Degraded at worst: all but documents does without fonts.</summary>
    private sealed class FontsHealthCheck(DocumentFonts fonts) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            try
            {
                fonts.Check();
                return Task.FromResult(HealthCheckResult.Healthy());
            }
            catch (InvalidOperationException exception)
            {
                return Task.FromResult(HealthCheckResult.Degraded(exception.Message));
            }
        }
    }
}
