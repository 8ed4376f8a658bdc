using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Training.Needs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Coverage;

public static class GetCoverage
{
    /// <summary>Reads how many members of a unit, and of each unit right below it, have been trained, and how many still must be.</summary>
    /// <remarks>
    /// Members, and who needs what, are those of the last day of the period, as in /v1/training-needs as of that day; teams,
    /// roles and boundaries are today's. Who came along from a merged team keeps what they attended before.
    /// </remarks>
    /// <param name="unit">Code of the unit, "VN" for the nation.</param>
    /// <param name="from">First day of the period (yyyy-MM-dd); the beginning where absent.</param>
    /// <param name="to">Last day of the period (yyyy-MM-dd); today where absent.</param>
    /// <param name="topic">Only attendances and needs of this topic.</param>
    /// <param name="role">Only members of this role.</param>
    public static async Task<Results<Ok<CoverageResponse>, ProblemHttpResult>> Handle(
        string unit,
        Caller caller,
        TrainingDbContext db,
        NeedsQuery needs,
        TimeProvider clock,
        DateOnly? from = null,
        DateOnly? to = null,
        string? topic = null,
        string? role = null,
        CancellationToken cancellationToken = default
    )
    {
        var today = clock.Today();
        if (from > (to ?? today))
            return CoverageProblems.RangeReversed.Result();
        var found = await db.FindUnitAsync(unit, today, cancellationToken);
        if (found is null)
            return CoverageProblems.UnitUnknown.Result(unit);
        if (!caller.MayTouch(found.Path))
            return CommonProblems.UnitOutOfScope.Result(unit);
        var question = new CoverageQuestion(
            found.Id,
            found.Level == 0,
            from ?? DateOnly.MinValue,
            to ?? today,
            topic,
            role
        );
        var rows = await CoverageQuery.ReadAsync(db, needs, question, today, cancellationToken);
        return TypedResults.Ok(rows.ToResponse(from, question.To, found));
    }

    private static CoverageResponse ToResponse(this CoverageRows rows, DateOnly? from, DateOnly to, UnitAt unit)
    {
        var figures = rows.Figures.ToLookup(row => row.Branch);
        var needs = rows.Needs.ToLookup(row => row.Branch);
        var whole = Sums.Of(rows.Figures, rows.Needs);
        return new CoverageResponse(
            from,
            to,
            Of(unit.Code, unit.FullName, unit.Level, whole),
            [
                .. rows
                    .Branches.Select(branch => (branch, Sums: Sums.Of(figures[branch.Id], needs[branch.Id])))
                    .Where(child => !child.branch.HasEnded || child.Sums != default)
                    .Select(child => Of(child.branch.Code, child.branch.FullName, child.branch.Level, child.Sums)),
            ],
            rows.ByTopic(whole.Members),
            rows.ByRole()
        );

        static UnitCoverage Of(string code, string fullName, int level, Sums sums) =>
            new(
                code,
                fullName,
                level,
                sums.Members,
                sums.Trained,
                sums.Attendances,
                sums.Share,
                sums.Due,
                sums.Overdue
            );
    }

    private static TopicCoverage[] ByTopic(this CoverageRows rows, long members)
    {
        var attended = rows.Topics.ToDictionary(row => row.Topic);
        var needs = rows.Needs.ToLookup(row => row.Topic);
        return
        [
            .. attended
                .Keys.Union(needs.Select(topic => topic.Key))
                .Order(StringComparer.Ordinal)
                .Select(topic =>
                {
                    var (trained, times) = attended.TryGetValue(topic, out var row)
                        ? (row.Trained, row.Attendances)
                        : default;
                    var needed = Sums.Of([], needs[topic]);
                    var share = Sums.ShareOf(trained, members);
                    return new TopicCoverage(topic, trained, times, share, needed.Due, needed.Overdue);
                }),
        ];
    }

    private static RoleCoverage[] ByRole(this CoverageRows rows)
    {
        var needs = rows.Needs.ToLookup(row => row.Role);
        return
        [
            .. rows
                .Figures.GroupBy(row => row.Role)
                .OrderBy(role => role.Key, StringComparer.Ordinal)
                .Select(role =>
                {
                    var sums = Sums.Of(role, needs[role.Key]);
                    return new RoleCoverage(
                        role.Key,
                        sums.Members,
                        sums.Trained,
                        sums.Attendances,
                        sums.Share,
                        sums.Due,
                        sums.Overdue
                    );
                }),
        ];
    }
}
