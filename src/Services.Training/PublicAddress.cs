namespace CongNgheSo.Services.Training;

/// <summary>
/// Where people outside reach this service: what <c>PublicAddress</c> says, or else what whoever asks has typed, as the
/// gateway passes it on.
/// </summary>
public sealed class PublicAddress(IConfiguration configuration)
{
    private readonly string? configured = configuration["PublicAddress"]?.TrimEnd('/');

    /// <summary>The absolute address of a path of ours.</summary>
    public string Of(HttpRequest request, string path)
    {
        ArgumentNullException.ThrowIfNull(request);
        return $"{configured ?? $"{First("X-Forwarded-Proto", request.Scheme)}://{First("X-Forwarded-Host", request.Host.Value)}"}{path}";

        string First(string header, string? otherwise) =>
            request.Headers[header].ToString().Split(',')[0].Trim() is { Length: > 0 } forwarded
                ? forwarded
                : otherwise ?? "";
    }
}
