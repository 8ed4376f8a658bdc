using CongNgheSo.Services.Reporting.Reports;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.ReportStatus;

/// <summary>How a report stood at the end of a day.</summary>
/// <param name="Id">The report.</param>
/// <param name="UnitCode">The unit's code.</param>
/// <param name="UnitName">Its name with the type.</param>
/// <param name="UnitPath">Codes from the nation down to it.</param>
/// <param name="Level">Its level.</param>
/// <param name="DueOn">The last day on which it was in time.</param>
/// <param name="SubmittedOn">Day of the submission that stood; null where none did.</param>
/// <param name="IsAccepted">True where it was accepted.</param>
/// <param name="Branch">Code of the unit at the depth asked for; empty where the unit stands higher.</param>
internal sealed record Standing(
    Guid Id,
    string UnitCode,
    string UnitName,
    string UnitPath,
    int Level,
    DateOnly DueOn,
    DateOnly? SubmittedOn,
    bool IsAccepted,
    string Branch
) : IPlaced;

/// <summary>
/// How reports stood on a day, from their steps: a submission stands until the report is returned. What was accepted once
/// stays so, on the day of its first submission that was: a revision makes nothing late.
/// </summary>
internal static class StandingQuery
{
    /// <param name="db">The database.</param>
    /// <param name="periodId">The period.</param>
    /// <param name="day">The day, to its end.</param>
    /// <param name="depth">How deep in the tree <see cref="Standing.Branch"/> is: 0 for the nation.</param>
    public static IQueryable<Standing> StandingsOn(
        this ReportingDbContext db,
        Guid periodId,
        DateOnly day,
        int depth = 0
    ) =>
        db.Database.SqlQuery<Standing>(
            $"""
            SELECT report.id AS "Id", report.unit_code AS "UnitCode", report.unit_name AS "UnitName",
                report.unit_path AS "UnitPath", report.level AS "Level", report.due_on AS "DueOn",
                CASE WHEN last.kind <> {ReportStep.Returned} OR last.is_accepted THEN last.submitted_on END
                    AS "SubmittedOn",
                coalesce(last.is_accepted, false) AS "IsAccepted",
                split_part(report.unit_path, '/', {depth + 1}) AS "Branch"
            FROM reports AS report
            LEFT JOIN LATERAL (
                SELECT kind, first.version IS NOT NULL AS is_accepted, (
                    SELECT (max(sent.at) AT TIME ZONE 'UTC' + interval '7 hours')::date FROM report_steps AS sent
                    WHERE sent.report_id = report.id AND sent.kind = {ReportStep.Submitted}
                        AND sent.version <= coalesce(first.version, step.version)
                ) AS submitted_on
                FROM report_steps AS step
                CROSS JOIN LATERAL (
                    SELECT min(version) AS version FROM report_steps AS accepted
                    WHERE accepted.report_id = report.id AND accepted.kind = {ReportStep.Accepted}
                        AND accepted.version <= step.version
                ) AS first
                WHERE step.report_id = report.id
                    AND (step.at AT TIME ZONE 'UTC' + interval '7 hours')::date <= {day}
                ORDER BY step.version DESC LIMIT 1
            ) AS last ON true
            WHERE report.period_id = {periodId}
            """
        );
}
