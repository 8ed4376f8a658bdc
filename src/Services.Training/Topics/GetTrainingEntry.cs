using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Topics;

public static class GetTrainingEntry
{
    /// <summary>Reads a topic or an organisation, ended or not.</summary>
    public static async Task<Results<Ok<TrainingEntryResponse>, ProblemHttpResult>> Handle(
        string kind,
        string code,
        HttpResponse response,
        TrainingDbContext db,
        CancellationToken cancellationToken
    )
    {
        var entry = await db
            .TrainingEntries.AsNoTracking()
            .SingleOrDefaultAsync(each => each.Kind == kind && each.Code == code, cancellationToken);
        if (entry is null)
            return TrainingTopicProblems.NotFound.Result(kind, code);
        response.SetETag(entry.Version);
        return TypedResults.Ok(TrainingEntryResponse.Of(entry));
    }
}
