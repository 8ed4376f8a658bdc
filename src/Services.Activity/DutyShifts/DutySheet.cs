using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Activity.DutyRosters;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <summary>A roster as a table: the heads, a row a member, the people of each day, and what the signs mean.</summary>
internal sealed class DutySheet(DutyRoster roster, IReadOnlyList<ShiftStanding> shifts)
{
    private static readonly string[] VietnameseWeekdays = ["CN", "T2", "T3", "T4", "T5", "T6", "T7"];
    private static readonly string[] EnglishWeekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    private readonly DateOnly[] days = [.. roster.Days().Concat(shifts.Select(shift => shift.Day)).Distinct().Order()];

    /// <summary>Text, a number, a day or nothing a cell.</summary>
    public IEnumerable<object?[]> Rows()
    {
        yield return [roster.UnitName.ToUpperInvariant()];
        yield return [In("LỊCH TRỰC", "DUTY ROSTER")];
        yield return [In($"Địa điểm: {roster.PlaceName}", $"Place: {roster.PlaceName}")];
        yield return [In("Từ ngày", "From"), roster.FirstDay, In("đến ngày", "to"), roster.LastDay];
        yield return [];
        yield return
        [
            In("STT", "No."),
            In("Mã thành viên", "Member"),
            .. days.Select(day => $"{Weekday(day)} {day.Written()[..5]}"),
            In("Tổng số ca", "Shifts"),
        ];
        var number = 0;
        var byMember = shifts.ToLookup(shift => shift.MemberId);
        foreach (var member in Members())
            yield return
            [
                ++number,
                member,
                .. days.Select(day => (object?)Signs(byMember[member].Where(shift => shift.Day == day))),
                byMember[member].Count(shift => shift.IsOnDuty),
            ];
        yield return
        [
            null,
            In("Số người trực", "People on duty"),
            .. days.Select(day => (object?)ShiftStanding.OnDuty(shifts.Where(shift => shift.Day == day))),
            shifts.Count(shift => shift.IsOnDuty),
        ];
        yield return [];
        yield return
        [
            In(
                "x: phân công; đ: đã trực; v: vắng; t: thay người vắng; k: khuyết (thành viên đã rời tổ)",
                "x: planned; s: served; a: absent; r: stands in for somebody absent; o: open (the member has left)"
            ),
        ];
        if (roster.Sessions.Length > 1)
            yield return
            [
                In("Số sau ký hiệu là buổi: ", "The number after a sign is the session: ")
                    + string.Join(
                        "; ",
                        roster.Sessions.Select(
                            (session, index) =>
                                $"{index + 1} = {DutyRosterResponse.Written(session.StartsAt)}-{DutyRosterResponse.Written(session.EndsAt)}"
                        )
                    ),
            ];
    }

    /// <summary>The pool in its order, then whoever else has a shift.</summary>
    private IEnumerable<Guid> Members() =>
        roster.Pool.Select(member => member.MemberId).Union(shifts.Select(shift => shift.MemberId).Order());

    private string Signs(IEnumerable<ShiftStanding> ofADay) =>
        string.Join(' ', ofADay.OrderBy(shift => shift.StartsAt).Select(shift => Sign(shift) + Session(shift)));

    private static string Sign(ShiftStanding shift) =>
        shift.Status switch
        {
            DutyShift.Served => In("đ", "s"),
            DutyShift.Absent => In("v", "a"),
            ShiftStanding.Open => In("k", "o"),
            _ when shift.Origin == DutyShift.AsSubstitute => In("t", "r"),
            _ => "x",
        };

    private string Session(ShiftStanding shift)
    {
        var index = Array.FindIndex(roster.Sessions, session => session.StartsAt == shift.StartsAt);
        return roster.Sessions.Length > 1 && index >= 0 ? $"{index + 1}" : "";
    }

    private static string Weekday(DateOnly day) =>
        (BilingualError.WantsEnglish ? EnglishWeekdays : VietnameseWeekdays)[(int)day.DayOfWeek];

    private static string In(string vietnamese, string english) => BilingualError.WantsEnglish ? english : vietnamese;
}
