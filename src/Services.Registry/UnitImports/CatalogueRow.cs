using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;

namespace CongNgheSo.Services.Registry.UnitImports;

/// <summary>One unit of a catalogue.</summary>
/// <param name="Code">National code: 2 digits for a province, 3 for a district, 5 for a commune.</param>
/// <param name="Name">Name without the type.</param>
/// <param name="FullName">Name with the type.</param>
/// <param name="Type">Kind of unit, in Vietnamese ("Tỉnh", "Huyện", "Xã").</param>
/// <param name="Level">1 province, 2 district, 3 commune.</param>
/// <param name="ParentCode">Code of the unit right above it; empty for a province.</param>
public sealed record CatalogueRow(
    string? Code,
    string? Name,
    [property: JsonPropertyName("full_name")] string? FullName,
    string? Type,
    int? Level,
    [property: JsonPropertyName("parent_code")] string? ParentCode
);

public sealed partial class CatalogueRowRules : AbstractValidator<CatalogueRow>
{
    public CatalogueRowRules()
    {
        RuleFor(row => row.Level).Cascade(CascadeMode.Stop).NotNull().InclusiveBetween(1, 3);
        RuleFor(row => row.Code)
            .Must((row, code) => code is not null && Digits().IsMatch(code) && code.Length == Length(row.Level))
            .WithProblem(UnitImportProblems.CodeInvalid);
        RuleFor(row => row.Name).NotEmpty().MaximumLength(150);
        RuleFor(row => row.FullName).NotEmpty().MaximumLength(200).OverridePropertyName("full_name");
        RuleFor(row => row.Type).NotEmpty().MaximumLength(80);
    }

    private static int Length(int? level) => level is 1 or 2 ? level.Value + 1 : 5;

    [GeneratedRegex(@"^[0-9]+\z")]
    private static partial Regex Digits();
}

/// <summary>A catalogue whose every row is right: units from the top down.</summary>
public sealed record Catalogue(IReadOnlyList<CatalogueRow> TopDown)
{
    /// <summary>Checks what no row can tell by itself: repeated codes, and parents that are missing or not above.</summary>
    public static (Catalogue, IReadOnlyList<RowError>) Of(IEnumerable<(int Number, CatalogueRow Row)> rows)
    {
        var byCode = new Dictionary<string, (int Number, CatalogueRow Row)>();
        var errors = new List<RowError>();
        var all = rows.Select(pair => (pair.Number, Row: Clean(pair.Row))).ToList();
        foreach (var (number, row) in all)
            if (!byCode.TryAdd(row.Code!, (number, row)))
                errors.Add(
                    RowError.Of(number, UnitImportProblems.CodeRepeated.At("code", row.Code, byCode[row.Code!].Number))
                );
        foreach (var (number, row) in all)
            if (row.ParentCode is null ? row.Level != 1 : row.Level == 1)
                errors.Add(RowError.Of(number, UnitImportProblems.ParentLevel.At("parent_code", row.ParentCode)));
            else if (row.ParentCode is not null && !byCode.ContainsKey(row.ParentCode))
                errors.Add(RowError.Of(number, UnitImportProblems.ParentUnknown.At("parent_code", row.ParentCode)));
            else if (row.ParentCode is not null && byCode[row.ParentCode].Row.Level >= row.Level)
                errors.Add(RowError.Of(number, UnitImportProblems.ParentLevel.At("parent_code", row.ParentCode)));
        return (new Catalogue([.. byCode.Values.Select(pair => pair.Row).OrderBy(row => row.Level)]), errors);
    }

    /// <summary>The same with every unit under its own code, where it came under one that is known to be mistaken.</summary>
    public Catalogue WithOwnCodes(UnitSpellings spellings)
    {
        ArgumentNullException.ThrowIfNull(spellings);
        var taken = TopDown.Select(row => row.Code).ToHashSet();
        return new Catalogue([
            .. TopDown.Select(row =>
                spellings.OwnCode(row.Code!, row.FullName!) is var own && own != row.Code && !taken.Contains(own)
                    ? row with
                    {
                        Code = own,
                    }
                    : row
            ),
        ]);
    }

    private static CatalogueRow Clean(CatalogueRow row) =>
        row with
        {
            Name = VietnameseText.Clean(row.Name!),
            FullName = VietnameseText.Clean(row.FullName!),
            Type = VietnameseText.Clean(row.Type!),
            ParentCode = row.ParentCode is null or "" or "VN" ? null : row.ParentCode,
        };
}
