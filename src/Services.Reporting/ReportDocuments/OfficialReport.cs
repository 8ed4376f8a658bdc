using System.Globalization;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Reporting.ReportDefinitions;
using CongNgheSo.Services.Reporting.Reports;

namespace CongNgheSo.Services.Reporting.ReportDocuments;

/// <summary>A line of the table of figures.</summary>
/// <param name="Number">"6", or "6.1" for a part of what stands above.</param>
/// <param name="Word">Name and measure.</param>
/// <param name="Code">Code of the indicator.</param>
/// <param name="Value">What is reported.</param>
/// <param name="Before">What was reported on the period before; null where nothing was.</param>
internal sealed record OfficialFigure(string Number, IndicatorWord Word, string Code, long Value, long? Before)
{
    /// <summary>The value in per cent of the one before, with one decimal; null where that is missing or 0.</summary>
    public decimal? Percent =>
        Before is null or 0 ? null : Math.Round(100m * Value / Before.Value, 1, MidpointRounding.AwayFromZero);
}

/// <summary>A target with the name of its indicator.</summary>
internal sealed record OfficialTarget(string Name, PlannedFigure Figure);

/// <summary>A part in words.</summary>
internal sealed record OfficialSection(string Heading, string Text);

/// <summary>
/// A report in the form of NĐ 30/2020/NĐ-CP, before it becomes a page or a sheet: what stands where, in Vietnamese, whoever
/// reads it.
/// </summary>
internal sealed record OfficialReport(
    string? Superior,
    Authority Authority,
    string PlaceAndDate,
    string Subject,
    string Source,
    bool IsDraft,
    IReadOnlyList<OfficialFigure> Figures,
    IReadOnlyList<string> Notes,
    IReadOnlyList<OfficialTarget> Plan,
    IReadOnlyList<ReportedUnit> Units,
    IReadOnlyList<OfficialSection> Sections,
    IReadOnlyList<string> Recipients
)
{
    public const string State = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    public const string Motto = "Độc lập - Tự do - Hạnh phúc";
    public const string Title = "BÁO CÁO";
    public const string DraftMark = "DỰ THẢO";

    /// <summary>Room for what is written in by hand.</summary>
    private static readonly string Room = new('\u00a0', 8);

    /// <summary>The clerk writes the number in.</summary>
    public string Number => $"Số:{Room}/{Authority.Sign}";

    /// <param name="found">The report and its period.</param>
    /// <param name="copy">What is in it.</param>
    /// <param name="receiver">Whom it goes to; null where it is not known.</param>
    /// <param name="commune">Full name of the commune that a village lies in; else the unit's own.</param>
    /// <param name="words">What indicators are called.</param>
    public static OfficialReport Of(
        ReportInPeriod found,
        ReportCopy copy,
        UnitAt? receiver,
        string commune,
        IndicatorWords words
    )
    {
        var (report, period) = found;
        return new OfficialReport(
            Authority.Above(receiver),
            Authority.Of(report.Level, report.UnitName),
            $"{Authority.Place(commune)}, {Dated(report, period)}",
            $"Kết quả hoạt động của tổ công nghệ số cộng đồng {Named(period)}",
            $"({period.Content.Vi}; số liệu từ ngày {period.From.Written()} đến ngày {period.To.Written()})",
            report.State != Report.Accepted,
            Numbered(period.Content.Indicators, copy, NameOf),
            [.. copy.Body.Manual.Select(own => $"{NameOf(own.Key).Name}: {own.Value.Reason}")],
            [.. (copy.Plan ?? []).Select(target => new OfficialTarget(NameOf(target.Indicator).Name, target))],
            copy.Units ?? [],
            Parts(period, copy),
            [$"{Authority.AsReceiver(receiver)};", "Lưu: VT."]
        );

        IndicatorWord NameOf(string code) => words.Of(code, period.To);
    }

    /// <summary>What was written, then who did not report, where somebody reports to this unit. "./." ends the text.</summary>
    private static List<OfficialSection> Parts(ReportPeriod period, ReportCopy copy)
    {
        var parts = period
            .Content.Sections.Where(section => copy.Body.Sections.ContainsKey(section.Code))
            .Select(section => new OfficialSection(section.Vi, copy.Body.Sections[section.Code]))
            .ToList();
        if (copy is not { Missing: [], Units: null or [] })
            parts.Add(new OfficialSection("Đơn vị chưa gửi báo cáo", Named(copy.Missing)));
        if (parts is [.., var last])
            parts[^1] = last with { Text = $"{last.Text.TrimEnd('.')}./." };
        return parts;
    }

    private static string Named(MissingUnit[] missing) =>
        missing is []
            ? "Không có"
            : $"Có {missing.Length} đơn vị chưa gửi báo cáo: {string.Join("; ", missing.Select(unit => unit.FullName))}";

    /// <summary>The day of the submission; open while there is none.</summary>
    private static string Dated(Report report, ReportPeriod period)
    {
        if (report.IsOpen || report.SubmittedAt is not { } submitted)
            return string.Create(CultureInfo.InvariantCulture, $"ngày{Room}tháng{Room}năm {period.To.Year}");
        var day = submitted.DayInVietnam();
        // NĐ 30/2020/NĐ-CP: a 0 before days below 10 and before the months 1 and 2.
        var month = day.Month <= 2 ? "00" : "0";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"ngày {day.Day:00} tháng {day.Month.ToString(month, CultureInfo.InvariantCulture)} năm {day.Year}"
        );
    }

    private static string Named(ReportPeriod period)
    {
        var (year, part) = (period.Key[..4], period.Key[4..].TrimStart('-'));
        return period.Content.PeriodType switch
        {
            "month" => $"tháng {int.Parse(part, CultureInfo.InvariantCulture)} năm {year}",
            "quarter" => $"quý {new[] { "I", "II", "III", "IV" }[part[1] - '1']} năm {year}",
            "half-year" => $"6 tháng {(part == "H1" ? "đầu" : "cuối")} năm {year}",
            _ => $"năm {year}",
        };
    }

    /// <summary>What is part of an indicator above it is numbered under that: "people-guided.online-payment".</summary>
    private static List<OfficialFigure> Numbered(string[] codes, ReportCopy copy, Func<string, IndicatorWord> wordOf)
    {
        var figures = new List<OfficialFigure>();
        var (wholes, parts, whole) = (0, 0, "");
        foreach (var code in codes)
        {
            var isPart = whole.Length > 0 && code.StartsWith(whole + ".", StringComparison.Ordinal);
            (wholes, parts, whole) = isPart ? (wholes, parts + 1, whole) : (wholes + 1, 0, code);
            figures.Add(
                new OfficialFigure(
                    isPart ? $"{wholes}.{parts}" : $"{wholes}",
                    wordOf(code),
                    code,
                    copy.Reported(code),
                    copy.Before is null ? null : copy.Before.GetValueOrDefault(code)
                )
            );
        }
        return figures;
    }
}
