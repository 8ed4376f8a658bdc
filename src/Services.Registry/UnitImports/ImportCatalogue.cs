using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.UnitImports;

public static class ImportCatalogue
{
    private const int MaxRows = 50_000;

    /// <summary>Makes a whole catalogue of provinces, districts and communes the tree from a day on.</summary>
    /// <remarks>
    /// Takes CSV (<c>code,name,full_name,type,level,parent_code</c>), NDJSON or a JSON array. A unit whose code, name, type
    /// and level stay is the same unit; one that changed is closed and opened anew; one that is absent is closed. Villages go
    /// with their commune's code. All or nothing: 422 with row, field, code and text of every error when one row is
    /// broken; 409 when a later catalogue is known. Sending the same catalogue for the same day again changes nothing.
    /// </remarks>
    /// <param name="validFrom">First day of the catalogue (yyyy-MM-dd), not in the future.</param>
    /// <param name="dryRun">True answers what would happen and writes nothing.</param>
    public static async Task<Results<Ok<CatalogueAnswer>, ProblemHttpResult>> Handle(
        HttpRequest request,
        Caller caller,
        IValidator<CatalogueRow> rules,
        CatalogueImporter importer,
        DateOnly? validFrom = null,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        if (caller.Unit != UnitPath.Nation)
            return CommonProblems.UnitOutOfScope.Result(UnitPath.Nation);
        if (validFrom is null)
            return UnitImportProblems.ValidFromRequired.Result();
        var rows = BulkReader.ReadAsync(request, rules, cancellationToken);
        if (rows is null)
            return CommonProblems.MediaTypeUnsupported.Result();

        var errors = new List<RowError>();
        var good = new List<(int, CatalogueRow)>();
        await foreach (var row in rows)
        {
            if (row.Number > MaxRows)
                return CommonProblems.TooLarge.Result();
            if (row.Errors.Count == 0)
                good.Add((row.Number, row.Value!));
            errors.AddRange(row.Errors.Select(error => RowError.Of(row.Number, error)));
        }
        if (errors.Count == 0 && good.Count == 0)
            return UnitImportProblems.Empty.Result();
        // Whether parents are there can be said only once every row could be read.
        var (catalogue, wrong) = errors.Count == 0 ? Catalogue.Of(good) : (new Catalogue([]), []);
        errors.AddRange(wrong);
        if (errors.Count > 0)
        {
            var refused = UnitImportProblems.Refused.Result(errors.Count);
            refused.ProblemDetails.Extensions["errors"] = errors.OrderBy(error => error.Row).ToArray();
            return refused;
        }
        var (answer, refusal) = await importer.ImportAsync(catalogue, validFrom.Value, dryRun, cancellationToken);
        return refusal is null ? TypedResults.Ok(answer) : refusal.Result();
    }
}
