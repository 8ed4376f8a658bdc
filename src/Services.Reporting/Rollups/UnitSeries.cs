using CongNgheSo.Contracts;
using CongNgheSo.Services.Reporting.Facts;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>What is read of one unit: months, and the days of those months that a question cuts through.</summary>
internal sealed class UnitSeries
{
    private readonly List<(DateOnly First, Figures Flows, Figures Stocks)> months = [];
    private readonly List<(DateOnly First, Figures Flows, Figures Stocks)> days = [];

    /// <summary>Takes a row in; rows of one kind come in the order of their days.</summary>
    public void Add(bool isMonth, DateOnly first, Figures figures, Func<string, bool> isWanted)
    {
        var (flows, stocks) = (new Figures(), new Figures());
        foreach (var (code, value) in figures)
            if (isWanted(code))
                (IndicatorCodes.IsStock(code) ? stocks : flows).Add(code, value);
        (isMonth ? months : days).Add((first, flows, stocks));
    }

    /// <summary>Adds the flows of the days from one to another.</summary>
    public void AddFlows(Figures sum, DateOnly from, DateOnly to, int sign, bool hasMonths)
    {
        if (hasMonths)
            for (var index = IndexOf(months, from); index < months.Count && months[index].First <= to; index++)
                if (Last(months[index].First) <= to)
                    Add(sum, months[index].Flows, sign);
        for (var index = IndexOf(days, from); index < days.Count && days[index].First <= to; index++)
            if (!hasMonths || IsCut(days[index].First, from, to))
                Add(sum, days[index].Flows, sign);
    }

    /// <summary>Adds the stocks as at the end of a day: all that came up to it.</summary>
    public void AddStocks(Figures sum, DateOnly to, int sign, bool hasMonths)
    {
        if (hasMonths)
            foreach (var (first, _, stocks) in months)
                if (Last(first) <= to)
                    Add(sum, stocks, sign);
                else
                    break;
        foreach (var (day, _, stocks) in days)
            if (day > to)
                break;
            else if (!hasMonths || IsCut(day, DateOnly.MinValue, to))
                Add(sum, stocks, sign);
    }

    /// <summary>True where the month of a day within the span does not lie in it as a whole.</summary>
    private static bool IsCut(DateOnly day, DateOnly from, DateOnly to) => First(day) < from || Last(day) > to;

    public static DateOnly First(DateOnly day) => day.AddDays(1 - day.Day);

    public static DateOnly Last(DateOnly day) => day.AddDays(DateTime.DaysInMonth(day.Year, day.Month) - day.Day);

    private static void Add(Figures sum, Figures figures, int sign)
    {
        foreach (var (code, value) in figures)
            sum.Add(code, sign * value);
    }

    /// <summary>Index of the first row that is not before a day.</summary>
    private static int IndexOf(List<(DateOnly First, Figures, Figures)> rows, DateOnly day)
    {
        var (low, high) = (0, rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (rows[middle].First < day)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
