using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Training.Levels;

public static class LevelsEndpoints
{
    public static void MapLevels(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/training-levels").RequireScope(Scopes.TrainingRead);
        var writing = app.MapNoun("/v1/training-levels").RequireScope(Scopes.CertificatesWrite);

        reading.MapGet("/", ListLevels.Handle);
        writing.MapPut("/{code}", SetLevel.Handle);
    }
}
