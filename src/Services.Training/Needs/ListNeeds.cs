using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Training.Programmes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Needs;

/// <summary>A member who still needs a topic.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="TeamId">Their team.</param>
/// <param name="Unit">Code of the team's unit.</param>
/// <param name="Role">"leader", "deputy" or "member".</param>
/// <param name="Topic">Code of the topic.</param>
/// <param name="Since">Day on which the role was taken, or on which the requirement came into force if that is later.</param>
/// <param name="DueOn">The last day on which they are in time.</param>
/// <param name="Status">"due", or "overdue" once that day is over.</param>
/// <param name="RequirementId">The requirement; of several the one that is due first.</param>
public sealed record NeedResponse(
    Guid MemberId,
    Guid TeamId,
    string Unit,
    string Role,
    string Topic,
    DateOnly Since,
    DateOnly DueOn,
    string Status,
    Guid RequirementId
)
{
    internal static NeedResponse Of(Need need) =>
        new(
            need.MemberId,
            need.TeamId,
            need.Unit,
            need.Role,
            need.Topic,
            need.Since,
            need.DueOn,
            need.IsOverdue ? ListNeeds.Overdue : ListNeeds.Due,
            need.RequirementId
        );
}

internal static class NeedExport
{
    private static readonly Dictionary<string, string> Statuses = new()
    {
        [ListNeeds.Due] = "Còn hạn",
        [ListNeeds.Overdue] = "Quá hạn",
    };

    public static readonly ExportColumn<NeedResponse>[] Columns =
    [
        new("Mã thành viên", "Member id", need => need.MemberId.ToString()),
        new("Mã tổ", "Team id", need => need.TeamId.ToString()),
        new("Mã đơn vị", "Unit code", need => need.Unit),
        new("Vai trò", "Role", need => TrainingCatalogue.RoleNames.Named(need.Role)),
        new("Mã chuyên đề", "Topic code", need => need.Topic),
        new("Từ ngày", "Since", need => need.Since),
        new("Hạn", "Due on", need => need.DueOn),
        new("Tình trạng", "Status", need => Statuses.Named(need.Status)),
    ];
}

public static class ListNeeds
{
    public const string Due = "due";
    public const string Overdue = "overdue";

    public static readonly string[] Statuses = [Due, Overdue];

    /// <summary>Lists the members who still need a required topic, once for each topic, by member.</summary>
    /// <remarks>
    /// Somebody appears on the day on which they take a role of which the topic is required, and is gone once they have
    /// attended a session on it that counts. As of an earlier day, members, requirements and attendances are those of that day;
    /// teams, roles and boundaries are today's.
    /// </remarks>
    /// <param name="unit">Code of a unit: its members and those below it; the caller's where absent.</param>
    /// <param name="topic">Only this topic.</param>
    /// <param name="role">Only members of this role.</param>
    /// <param name="status">Only this status.</param>
    /// <param name="asOf">As of this day (yyyy-MM-dd); today where absent.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<NeedResponse>>, ProblemHttpResult>> Handle(
        Caller caller,
        TrainingDbContext db,
        NeedsQuery query,
        TimeProvider clock,
        string? unit = null,
        string? topic = null,
        string? role = null,
        string? status = null,
        DateOnly? asOf = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var today = clock.Today();
        var code = unit ?? caller.Unit;
        if (await db.FindUnitAsync(code, today, cancellationToken) is not { } found)
            return NeedProblems.UnitUnknown.Result(code);
        if (!caller.MayTouch(found.Path))
            return CommonProblems.UnitOutOfScope.Result(code);
        var needs = await query.AsOfAsync(found.Id, asOf ?? today, cancellationToken);
        if (topic is not null)
            needs = needs.Where(need => need.Topic == topic);
        if (role is not null)
            needs = needs.Where(need => need.Role == role);
        if (status is not null)
            needs = needs.Where(need => need.IsOverdue == (status == Overdue));
        if (Paging.Read<NeedKey>(cursor) is { } after)
            // The first half is for the index: topics come from the requirements.
            needs = needs
                .Where(need => need.MemberId.CompareTo(after.MemberId) >= 0)
                .Where(need =>
                    EF.Functions.GreaterThan(
                        ValueTuple.Create(need.MemberId, need.Topic),
                        ValueTuple.Create(after.MemberId, after.Topic)
                    )
                );
        var read = await needs
            .OrderBy(need => need.MemberId)
            .ThenBy(need => need.Topic)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<NeedResponse> items = [.. read.Select(NeedResponse.Of)];
        return TypedResults.Ok(items.ToPage(limit, item => new NeedKey(item.MemberId, item.Topic)));
    }

    private sealed record NeedKey(Guid MemberId, string Topic);
}
