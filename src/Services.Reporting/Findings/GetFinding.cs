using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Findings;

public static class GetFinding
{
    /// <summary>Reads a finding.</summary>
    public static async Task<Results<Ok<FindingResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        FindingChange change,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(change);
        var (finding, problem) = await change.FindAsync(id, cancellationToken);
        return finding is null ? problem! : await change.AnswerAsync(finding, response, cancellationToken);
    }
}
