using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Indicators;

public static class GetIndicator
{
    /// <summary>Reads the definition of an indicator, with all its editions.</summary>
    public static async Task<Results<Ok<IndicatorDefinitionResponse>, ProblemHttpResult>> Handle(
        string code,
        HttpResponse response,
        ReportingDbContext db,
        CancellationToken cancellationToken
    )
    {
        var indicator = await db
            .Indicators.AsNoTracking()
            .SingleOrDefaultAsync(each => each.Code == code, cancellationToken);
        if (indicator is null)
            return IndicatorProblems.NotFound.Result(code);
        response.SetETag(indicator.Version);
        return TypedResults.Ok(IndicatorDefinitionResponse.Of(indicator));
    }
}
