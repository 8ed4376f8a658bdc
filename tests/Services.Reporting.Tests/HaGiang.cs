using CongNgheSo.Contracts.Registry.V1;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>
/// The province 02 as it was before the merger of 2025: 11 districts and 193 communes of the official catalogue, and its 2,071
/// villages, which no catalogue names, spread evenly.
/// </summary>
internal sealed class HaGiang
{
    private const string Code = "02";
    private const int VillageCount = 2_071;

    private HaGiang(Country country, UnitFact province)
    {
        var rows = File.ReadLines(Catalogue()).Skip(1).Select(Fields).ToList();
        Province = province with { FullName = "Tỉnh Hà Giang" };
        Districts = [.. Below(2, [(Code, Province)])];
        Communes = [.. Below(3, [.. Districts.Select(unit => (unit.Code, unit))])];
        Villages =
        [
            .. Enumerable
                .Range(0, VillageCount)
                .Select(number =>
                {
                    var commune = Communes[number % Communes.Length];
                    return country.Unit(4, commune, code: $"{commune.Code}-{(number / Communes.Length) + 1:000}");
                }),
        ];

        IEnumerable<UnitFact> Below(int level, IReadOnlyCollection<(string Code, UnitFact Unit)> parents) =>
            from row in rows
            where row[4] == $"{level}"
            join parent in parents on row[5] equals parent.Code
            select country.Unit(level, parent.Unit, code: row[0]) with
            {
                Name = row[1],
                FullName = row[2],
            };
    }

    public UnitFact Province { get; }

    public UnitFact[] Districts { get; }

    public UnitFact[] Communes { get; }

    public UnitFact[] Villages { get; }

    public static HaGiang Under(ReportingProvince province) => new(province.Country, province.Province);

    /// <summary>The units directly below.</summary>
    public static UnitFact[] Below(UnitFact[] units, UnitFact parent) =>
        Array.FindAll(units, unit => unit.Placements[0].ParentId == parent.UnitId);

    private static string[] Fields(string line) => line.Split(',');

    private static string Catalogue()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "CongNgheSo.sln")))
            directory = directory.Parent!;
        return Path.Combine(directory.FullName, "../shared/data/units-2024.csv");
    }
}
