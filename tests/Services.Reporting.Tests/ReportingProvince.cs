using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Services.Reporting.Reports;
using CongNgheSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>A province of a test's own whose units report by a definition of its own.</summary>
public sealed class ReportingProvince
{
    private readonly ReportingService service;

    private ReportingProvince(ReportingService service) => this.service = service;

    public static readonly string[] Indicators = ["activities", "people-guided", "teams"];

    public Country Country { get; } = new();

    public UnitFact Province { get; private set; } = null!;

    public string Definition { get; } = $"month-{Guid.NewGuid():N}"[..20];

    /// <summary>A client of the province's own.</summary>
    public HttpClient Client => service.Client(Province.Code);

    public static async Task<ReportingProvince> CreateAsync(
        ReportingService service,
        Func<ReportingProvince, IEnumerable<UnitFact>> below,
        Func<UnitFact, UnitFact>? named = null
    )
    {
        ArgumentNullException.ThrowIfNull(below);
        var made = new ReportingProvince(service);
        made.Province = made.Country.Unit(1, made.Country.Nation);
        made.Province = named?.Invoke(made.Province) ?? made.Province;
        await service.SendAsync(Country.Changed([made.Country.Nation, made.Province, .. below(made)]));
        return made;
    }

    /// <summary>Data from the 15th to the 14th; villages have 2 days, communes 4, districts 7, the province 11.</summary>
    public Task DefineAsync(DateOnly validFrom, params int[] levels) =>
        DefineAsync(validFrom, validTo: null, Indicators, levels, reminderDays: [-1, 1]);

    /// <summary>The same until a day, with indicators and reminders of its own.</summary>
    public async Task DefineAsync(
        DateOnly validFrom,
        DateOnly? validTo,
        string[] indicators,
        int[] levels,
        params int[] reminderDays
    )
    {
        var answer = await Client.PostAsJsonAsync(
            "/v1/report-definitions",
            new
            {
                code = Definition,
                ownerUnit = Province.Code,
                vi = "Báo cáo tháng",
                en = "Monthly report",
                periodType = "month",
                cutOffMonthsBefore = 1,
                cutOffDay = 15,
                deadlines = levels.Select(level => new { level, daysAfterEnd = DaysOf(level) }),
                reminderDays,
                indicators,
                sections = new[]
                {
                    new
                    {
                        code = "difficulties",
                        vi = "Khó khăn, vướng mắc",
                        en = "Difficulties",
                        required = true,
                    },
                },
                validFrom,
                validTo,
            }
        );
        await answer.ShouldBeJsonAsync(201);
    }

    public static int DaysOf(int level) =>
        level switch
        {
            4 => 2,
            3 => 4,
            2 => 7,
            _ => 11,
        };

    /// <summary>Moves the clock, and lets it do what is due then.</summary>
    public async Task GoToAsync(string day, string hour = "08:00")
    {
        service.Clock.GoTo(
            DateOnly.ParseExact(day, "yyyy-MM-dd", null),
            TimeOnly.Parse(hour, CultureInfo.InvariantCulture)
        );
        await using var scope = service.Services.CreateAsyncScope();
        await ReportClock.TickAsync(scope.ServiceProvider, CancellationToken.None);
    }

    /// <summary>The periods of the definition that were opened, the latest first.</summary>
    public async Task<string[]> PeriodsAsync()
    {
        var periods = await (
            await Client.GetAsync(new Uri($"/v1/report-definitions/{Definition}/periods", UriKind.Relative))
        ).ShouldBeJsonAsync(200);
        return [.. periods["items"]!.AsArray().Select(period => (string)period!["period"]!)];
    }

    /// <summary>The unit's report on a period.</summary>
    public async Task<JsonObject> ReportAsync(UnitFact unit, string period)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var page = await (
            await Client.GetAsync(
                new Uri(
                    $"/v1/reports?definition={Definition}&period={period}&unit={unit.Code}&limit=1",
                    UriKind.Relative
                )
            )
        ).ShouldBeJsonAsync(200);
        var id = page["items"]![0]!["id"]!.GetValue<Guid>();
        return await ReadAsync(id);
    }

    public async Task<JsonObject> ReadAsync(Guid id) =>
        await (await Client.GetAsync(new Uri($"/v1/reports/{id}", UriKind.Relative))).ShouldBeJsonAsync(200);

    /// <summary>Takes a step with the report's current version; the report afterwards.</summary>
    public async Task<JsonObject> StepAsync(
        JsonObject report,
        string step,
        object? body = null,
        HttpClient? by = null
    ) => await (await TryAsync(report, step, body, by)).ShouldBeJsonAsync(200);

    public async Task<HttpResponseMessage> TryAsync(
        JsonObject report,
        string step,
        object? body = null,
        HttpClient? by = null
    )
    {
        ArgumentNullException.ThrowIfNull(report);
        var (id, version) = (report["report"]!["id"]!.GetValue<Guid>(), report["report"]!["version"]!.GetValue<int>());
        using var request = new HttpRequestMessage(
            HttpMethod.Put,
            new Uri($"/v1/reports/{id}{(step.Length > 0 ? "/" : "")}{step}", UriKind.Relative)
        );
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await (by ?? Client).SendAsync(request);
    }

    /// <summary>Writes what is required and submits.</summary>
    public async Task<JsonObject> SubmitAsync(UnitFact unit, string period)
    {
        var written = await StepAsync(
            await ReportAsync(unit, period),
            "",
            new { sections = new { difficulties = "Sóng yếu ở các thôn xa." } }
        );
        return await StepAsync(written, "submission");
    }

    /// <summary>What is reported of an indicator.</summary>
    public static (long Counted, long Reported) Figure(JsonObject report, string indicator)
    {
        ArgumentNullException.ThrowIfNull(report);
        var figure = report["figures"]!.AsArray().Single(each => (string?)each!["indicator"] == indicator)!;
        return (figure["counted"]!.GetValue<long>(), figure["reported"]!.GetValue<long>());
    }

    /// <summary>(expected, submitted, on time, accepted, overdue) of a level, as of a day.</summary>
    public async Task<(int Expected, int Submitted, int OnTime, int Accepted, int Overdue)> StatusAsync(
        string period,
        int level,
        string asOf
    )
    {
        var answer = await (
            await Client.GetAsync(
                new Uri(
                    $"/v1/report-status?definition={Definition}&period={period}&unit={Province.Code}&asOf={asOf}",
                    UriKind.Relative
                )
            )
        ).ShouldBeJsonAsync(200);
        var found = answer["unit"]!["levels"]!.AsArray().Single(each => each!["level"]!.GetValue<int>() == level)!;
        return (Count("expected"), Count("submitted"), Count("onTime"), Count("accepted"), Count("overdue"));

        int Count(string name) => found[name]!.GetValue<int>();
    }

    /// <summary>Codes of the units of a level that had not reported by a day.</summary>
    public async Task<string[]> MissingAsync(string period, int level, string asOf)
    {
        var answer = await (
            await Client.GetAsync(
                new Uri(
                    $"/v1/report-status/missing?definition={Definition}&period={period}&level={level}&asOf={asOf}",
                    UriKind.Relative
                )
            )
        ).ShouldBeJsonAsync(200);
        return [.. answer["items"]!.AsArray().Select(item => (string)item!["code"]!)];
    }

    /// <summary>Status of a list of a period's reports.</summary>
    public async Task<int> TryListAsync(string period) =>
        (int)
            (
                await Client.GetAsync(new Uri($"/v1/reports?definition={Definition}&period={period}", UriKind.Relative))
            ).StatusCode;

    /// <summary>The levels that report on a period.</summary>
    public async Task<int[]> LevelsAsync(string period)
    {
        var answer = await (
            await Client.GetAsync(
                new Uri(
                    $"/v1/report-status?definition={Definition}&period={period}&unit={Province.Code}",
                    UriKind.Relative
                )
            )
        ).ShouldBeJsonAsync(200);
        return [.. answer["unit"]!["levels"]!.AsArray().Select(level => level!["level"]!.GetValue<int>())];
    }
}

public static class FieldErrors
{
    /// <summary>The answer is 400 and names this field alone.</summary>
    public static async Task ShouldHaveErrorAsync(this HttpResponseMessage answer, string field)
    {
        var body = await answer.ShouldBeJsonAsync(400);
        body["errors"]!.AsArray().Select(error => (string)error!["field"]!).ShouldBe([field]);
    }
}
