using System.Globalization;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Reporting.ReportDefinitions;
using FsCheck;
using FsCheck.Fluent;

namespace CongNgheSo.Services.Reporting.Tests;

public sealed class ReportCalendarTests
{
    private static readonly CutOff Decree09 = new(MonthsBefore: 1, Day: 15);

    [Theory]
    // The periods of NĐ 09/2019/NĐ-CP.
    [InlineData("month", "2026-07-14", "2026-07", "2026-06-15", "2026-07-14")]
    [InlineData("month", "2026-07-15", "2026-08", "2026-07-15", "2026-08-14")]
    [InlineData("month", "2026-12-15", "2027-01", "2026-12-15", "2027-01-14")]
    [InlineData("month", "2024-02-29", "2024-03", "2024-02-15", "2024-03-14")]
    [InlineData("month", "2024-02-14", "2024-02", "2024-01-15", "2024-02-14")]
    [InlineData("month", "2025-02-28", "2025-03", "2025-02-15", "2025-03-14")]
    [InlineData("month", "2026-12-31", "2027-01", "2026-12-15", "2027-01-14")]
    [InlineData("quarter", "2024-02-29", "2024-Q1", "2023-12-15", "2024-03-14")]
    [InlineData("half-year", "2026-12-31", "2027-H1", "2026-12-15", "2027-06-14")]
    [InlineData("quarter", "2026-03-14", "2026-Q1", "2025-12-15", "2026-03-14")]
    [InlineData("quarter", "2026-03-15", "2026-Q2", "2026-03-15", "2026-06-14")]
    [InlineData("quarter", "2026-12-14", "2026-Q4", "2026-09-15", "2026-12-14")]
    [InlineData("half-year", "2026-06-14", "2026-H1", "2025-12-15", "2026-06-14")]
    [InlineData("half-year", "2026-06-15", "2026-H2", "2026-06-15", "2026-12-14")]
    [InlineData("year", "2026-12-14", "2026", "2025-12-15", "2026-12-14")]
    [InlineData("year", "2026-12-15", "2027", "2026-12-15", "2027-12-14")]
    public void The_decrees_periods(string type, string day, string key, string from, string to) =>
        ReportCalendar.Containing(type, Decree09, Day(day)).ShouldBe(new CalendarPeriod(key, Day(from), Day(to)));

    [Theory]
    [InlineData("month", "2024-02-29", "2024-02", "2024-02-01", "2024-02-29")]
    [InlineData("month", "2026-12-31", "2026-12", "2026-12-01", "2026-12-31")]
    [InlineData("year", "2026-01-01", "2026", "2026-01-01", "2026-12-31")]
    public void Calendar_periods(string type, string day, string key, string from, string to) =>
        ReportCalendar
            .Containing(type, new CutOff(0, 1), Day(day))
            .ShouldBe(new CalendarPeriod(key, Day(from), Day(to)));

    [Theory]
    // Midnight in Vietnam is 17:00 of the day before in UTC, on the last day of a leap February and of a year as well.
    [InlineData("2026-07-14T16:59:59Z", "2026-07")]
    [InlineData("2026-07-14T17:00:00Z", "2026-08")]
    [InlineData("2024-03-14T16:59:59Z", "2024-03")]
    [InlineData("2026-12-14T17:00:00Z", "2027-01")]
    public void A_period_begins_at_midnight_in_Vietnam(string instant, string key) =>
        ReportCalendar
            .Containing("month", Decree09, DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).DayInVietnam())
            .Key.ShouldBe(key);

    [Theory]
    [InlineData("2024-02-28T17:00:00Z", "2024-02")]
    [InlineData("2024-02-29T17:00:00Z", "2024-03")]
    [InlineData("2026-12-31T16:59:59Z", "2026-12")]
    [InlineData("2026-12-31T17:00:00Z", "2027-01")]
    public void A_calendar_month_begins_at_midnight_in_Vietnam(string instant, string key) =>
        ReportCalendar
            .Containing(
                "month",
                new CutOff(0, 1),
                DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).DayInVietnam()
            )
            .Key.ShouldBe(key);

    [Fact]
    public void The_days_of_a_year_are_in_one_period_each_wherever_it_is_cut() =>
        Prop.ForAll(
                (
                    from type in Gen.Elements(ReportCalendar.Types.ToArray())
                    from months in Gen.Choose(0, 1)
                    from cut in Gen.Choose(1, 28)
                    from year in Gen.Choose(2001, 2199)
                    select (type, cutOff: new CutOff(months, cut), year)
                ).ToArbitrary(),
                given =>
                {
                    var (type, cutOff, year) = given;
                    var before = ReportCalendar.Containing(type, cutOff, new DateOnly(year - 1, 12, 31));
                    for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
                    {
                        var period = ReportCalendar.Containing(type, cutOff, day);
                        (period.From <= day && day <= period.To).ShouldBeTrue($"{day} lies outside {period}");
                        if (period != before)
                        {
                            period.From.ShouldBe(before.To.AddDays(1), "a day is lost, or there twice");
                            period.From.ShouldBe(day);
                            period.ShouldBe(ReportCalendar.Following(type, cutOff, before));
                        }
                        ReportCalendar.Named(type, cutOff, period.Key).ShouldBe(period);
                        before = period;
                    }
                    return true;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Theory]
    [InlineData("month", "2026-13")]
    [InlineData("month", "2026-7")]
    [InlineData("month", "2026-Q1")]
    [InlineData("quarter", "2026-Q5")]
    [InlineData("half-year", "2026-H0")]
    [InlineData("year", "26")]
    [InlineData("year", "20261")]
    [InlineData("month", "")]
    public void What_names_no_period(string type, string key) =>
        ReportCalendar.Named(type, Decree09, key).ShouldBeNull();

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", null);
}
