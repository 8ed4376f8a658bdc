using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Activity.DutyRosters;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyShifts;

public static class DownloadDutySheet
{
    /// <summary>Downloads a roster as the sheet on the wall: a row a member, a column a day.</summary>
    /// <param name="format">"xlsx" (where absent) or "csv".</param>
    /// <remarks>
    /// Members stand there by their ids: their names are Registry's to tell. Vietnamese, or English by Accept-Language.
    /// </remarks>
    public static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        ActivityDbContext db,
        string? format = null,
        CancellationToken cancellationToken = default
    )
    {
        BulkFormat? kind = format switch
        {
            null or "xlsx" => BulkFormat.Xlsx,
            "csv" => BulkFormat.Csv,
            _ => null,
        };
        if (kind is null)
            return DutyRosterProblems.FormatUnknown.Result("xlsx, csv");
        var (roster, problem) = await db.FindRosterAsync(id, caller, lockIt: false, cancellationToken);
        if (roster is null)
            return problem!;
        var shifts = await ShiftStanding
            .Of(db)
            .Where(shift => shift.RosterId == id && shift.Status != DutyShift.Withdrawn)
            .ToListAsync(cancellationToken);
        var rows = new DutySheet(roster, shifts).Rows().ToList();
        return TypedResults.Stream(WriteAsync, kind.Value.MediaType(), $"duty-roster-{id}.{kind.Value.Name()}");

        async Task WriteAsync(Stream output)
        {
            var dayFormat = BilingualError.WantsEnglish ? "yyyy-MM-dd" : "dd/MM/yyyy";
            using var writer = TableWriter.Create(kind.Value, output, dayFormat);
            foreach (var row in rows)
                await writer.WriteAsync([.. row.Select(TableWriter.Cell)], cancellationToken);
            await writer.CompleteAsync(cancellationToken);
        }
    }
}
