using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Registrations;

public static class ListRegistrations
{
    /// <summary>What the standings are called in a file in Vietnamese.</summary>
    internal static readonly Dictionary<string, string> StandingNames = new()
    {
        [Registration.Registered] = "Đã đăng ký",
        [Registration.Waiting] = "Chờ chỗ",
        [Registration.Withdrawn] = "Đã rút",
    };

    internal static readonly ExportColumn<RegistrationResponse>[] Columns =
    [
        new("Thứ tự", "Position", registration => registration.Position),
        new("Mã định danh thành viên", "Member id", registration => registration.MemberId),
        new("Tình trạng", "Standing", registration => StandingNames.Named(registration.Standing)),
        new("Mã điểm danh", "Code", registration => registration.Code),
    ];

    internal static readonly string[] Standings =
    [
        Registration.Registered,
        Registration.Waiting,
        Registration.Withdrawn,
    ];

    /// <summary>Lists the registrations for a session, of the members within the caller's unit, in the order of coming.</summary>
    /// <param name="standing">Only "registered", "waiting" or "withdrawn".</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<RegistrationResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        string? standing = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var (session, problem) = await db.FindSessionAsync(id, caller, clock, lockIt: false, cancellationToken);
        if (session is null)
            return problem!;
        var members = db.Members.Where(member => UnitPath.IsWithin(member.UnitPath, caller.Unit));
        var registrations = db
            .Registrations.AsNoTracking()
            .Where(row => row.SessionId == id && members.Any(member => member.Id == row.MemberId));
        if (standing is not null)
            registrations = registrations.Where(row => row.Standing == standing);
        if (Paging.Read<RegistrationKey>(cursor) is { } after)
            registrations = registrations.Where(row => row.Position > after.Position);
        var read = await registrations
            .OrderBy(row => row.Position)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<RegistrationResponse> items = [.. read.Select(row => RegistrationResponse.Of(row, caller))];
        return TypedResults.Ok(items.ToPage(limit, item => new RegistrationKey(item.Position)));
    }

    private sealed record RegistrationKey(int Position);
}
