using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Reporting.Reports;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.ReportDocuments;

public static class GetReportDocument
{
    internal const string Pdf = "application/pdf";
    private const int Village = 4;

    /// <summary>Downloads a report in the official form of NĐ 30/2020/NĐ-CP, to print and sign, or as a workbook.</summary>
    /// <remarks>
    /// In Vietnamese, whatever Accept-Language says. Its figures are those of <c>GET /v1/reports/{id}</c>. Until the report is
    /// accepted it bears the mark DỰ THẢO (draft).
    /// </remarks>
    /// <param name="id">The report.</param>
    /// <param name="format">"pdf" or "xlsx"; where absent the one that Accept asks for, else "pdf".</param>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Handle(
        Guid id,
        HttpRequest request,
        ReportingDbContext db,
        ReportChange change,
        string? format = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        format ??= request.Headers.Accept.ToString().Contains(BulkFormats.Xlsx, StringComparison.OrdinalIgnoreCase)
            ? "xlsx"
            : "pdf";
        if (format is not ("pdf" or "xlsx"))
            return ReportProblems.FormatUnknown.Result();
        var (found, problem) = await change.FindAsync(id, cancellationToken);
        if (found is null)
            return problem!;
        var (report, period) = found;
        var path = report.UnitPath.Split('/');
        var receiver = await db.FindUnitAsync(report.ReceiverPath.Split('/')[^1], period.To, cancellationToken);
        var commune =
            report.Level == Village && path.Length > 1
                ? (await db.FindUnitAsync(path[^2], period.To, cancellationToken))?.FullName
                : null;
        var official = OfficialReport.Of(
            found,
            await change.ReadAsync(found, cancellationToken),
            receiver,
            commune ?? report.UnitName,
            await IndicatorWords.ReadAsync(db, cancellationToken)
        );
        using var file = new MemoryStream();
        if (format == "pdf")
            OfficialReportPdf.Write(official, file);
        else
            OfficialReportXlsx.Write(official, file);
        return TypedResults.File(
            file.ToArray(),
            format == "pdf" ? Pdf : BulkFormats.Xlsx,
            $"bao-cao-{report.UnitCode}-{period.Key}.{format}"
        );
    }
}
