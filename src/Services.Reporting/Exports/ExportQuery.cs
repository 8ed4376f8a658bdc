using System.Globalization;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Reporting.Rollups;

namespace CongNgheSo.Services.Reporting.Exports;

/// <summary>The parameters of a list, as an export keeps them, with what the list's handler needs besides.</summary>
/// <param name="Values">The parameters by name.</param>
/// <param name="Caller">Whoever asked for it.</param>
/// <param name="Services">The scope that the list is read in.</param>
/// <param name="Limit">Items a page.</param>
/// <param name="Cursor">The page; null for the first.</param>
internal sealed record ExportQuery(
    IReadOnlyDictionary<string, string> Values,
    Caller Caller,
    IServiceProvider Services,
    int Limit,
    string? Cursor = null
)
{
    public ReportingDbContext Db => Services.GetRequiredService<ReportingDbContext>();

    public KeptTotals Totals => Services.GetRequiredService<KeptTotals>();

    public TimeProvider Clock => Services.GetRequiredService<TimeProvider>();

    public string? Text(string name) => Values.GetValueOrDefault(name);

    public string RequiredText(string name) => Text(name) ?? throw Invalid(name);

    public DateOnly? Day(string name) =>
        Read<DateOnly>(
            name,
            text =>
                DateOnly.TryParseExact(
                    text,
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var day
                )
                    ? day
                    : null
        );

    public int? Number(string name) =>
        Read<int>(
            name,
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null
        );

    public bool? Flag(string name) => Read<bool>(name, text => bool.TryParse(text, out var flag) ? flag : null);

    public Guid? Id(string name) => Read<Guid>(name, text => Guid.TryParse(text, out var id) ? id : null);

    private T? Read<T>(string name, Func<string, T?> parse)
        where T : struct => Text(name) is { } text ? parse(text) ?? throw Invalid(name) : null;

    private static RefusedRequestException Invalid(string name) => new(ExportProblems.ParameterInvalid, name);
}
