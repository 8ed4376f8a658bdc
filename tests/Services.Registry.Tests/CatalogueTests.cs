using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class CatalogueTests(RegistryService service)
{
    private const string Header = "code,name,full_name,type,level,parent_code\n";

    [Fact]
    public async Task A_later_catalogue_changes_what_changed_and_leaves_the_past_alone()
    {
        var catalogue = Make.Shared("units-2024.csv");
        var client = service.Client();
        // Phù Lương (09274) became a ward; Quân Chu (05764) is gone; both had villages and teams.
        var renamed = await service.VillageAsync("09274");
        var orphan = await service.VillageAsync("05764");
        var village = await service.TeamAsync(renamed);
        var commune = await service.TeamAsync("09274");
        var member = await service.MemberAsync(commune);
        var left = await service.TeamAsync(orphan);
        var before = await Read("/v1/units/09274?asOf=2024-04-30");

        var dry = await Import("&dryRun=true");
        var done = await Import();
        dry["dryRun"] = false;
        JsonNode.DeepEquals(dry, done).ShouldBeTrue($"{dry} {done}");
        ((int)done["closed"]! - (int)done["opened"]!).ShouldBe(4);
        ((int)done["opened"]! + (int)done["moved"]! + (int)done["unchanged"]!).ShouldBe(11_363);
        ((int)done["villagesMoved"]!, (int)done["teamsMoved"]!, (int)done["membersMoved"]!).ShouldBe((1, 1, 1));

        var old = await Read("/v1/units/09274?asOf=2024-04-30");
        var now = await Read("/v1/units/09274");
        ((string)old["fullName"]!, (string)old["validTo"]!).ShouldBe(("Xã Phù Lương", "2024-05-01"));
        ((string)now["fullName"]!, (string)now["validFrom"]!).ShouldBe(("Phường Phù Lương", "2024-05-01"));
        ((int)now["id"]!).ShouldNotBe((int)before["id"]!);
        ((string)(await Read($"/v1/units/{renamed}?asOf=2024-04-30"))["path"]!).ShouldBe($"VN/27/259/09274/{renamed}");
        ((string)(await Read($"/v1/units/{renamed}"))["path"]!).ShouldBe($"VN/27/259/09274/{renamed}");
        ((string)(await Read($"/v1/units/{orphan}"))["path"]!).ShouldBe($"VN/19/171/05764/{orphan}");
        (await client.GetAsync("/v1/units/05764")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        ((int)(await Read($"/v1/teams/{village}"))["version"]!).ShouldBe(1);
        ((int)(await Read($"/v1/teams/{commune}"))["version"]!).ShouldBe(2);
        ((int)(await Read($"/v1/teams/{left}"))["version"]!).ShouldBe(1);

        var moved = await service.HeardAsync<UnitsChanged>(changed =>
            changed.Facts.Any(fact => fact.Code == renamed && fact.Version == 2)
        );
        var fact = moved.Facts.Single(fact => fact.Code == renamed);
        fact.Placements.Select(placement => (placement.ParentId, placement.ValidFrom, placement.ValidTo))
            .ShouldBe([
                ((int)before["id"]!, new DateOnly(2022, 7, 1), new DateOnly(2024, 5, 1)),
                ((int)now["id"]!, new DateOnly(2024, 5, 1), null),
            ]);
        var followed = await service.HeardAsync<MembersChanged>(changed =>
            changed.Facts.Any(fact => fact.MemberId == member && fact.Version == 2)
        );
        followed.Facts.Single(fact => fact.MemberId == member).UnitId.ShouldBe((int)now["id"]!);

        var versions = await service.InDatabaseAsync(db =>
            db.Units.Where(unit => unit.Level < 4).SumAsync(unit => unit.Version)
        );
        var again = await Import();
        ((int)again["opened"]! + (int)again["closed"]! + (int)again["moved"]! + (int)again["corrected"]!).ShouldBe(0);
        (
            await service.InDatabaseAsync(db => db.Units.Where(unit => unit.Level < 4).SumAsync(unit => unit.Version))
        ).ShouldBe(versions);
        await (
            await service.Client(language: "vi").PostAsync("/v1/unit-imports?validFrom=2023-01-01", Make.Csv(catalogue))
        ).ShouldBeProblemAsync(
            409,
            "unit-import.before-latest",
            "Đã có danh mục có hiệu lực từ 01/05/2024; không thể nhận danh mục của ngày sớm hơn."
        );

        async Task<JsonObject> Import(string more = "") =>
            await (
                await client.PostAsync($"/v1/unit-imports?validFrom=2024-05-01{more}", Make.Csv(catalogue))
            ).ShouldBeJsonAsync(200);
        async Task<JsonObject> Read(string path) => await (await client.GetAsync(path)).ShouldBeJsonAsync(200);
    }

    [Fact]
    public async Task A_broken_row_refuses_the_whole_catalogue_and_is_named()
    {
        var csv =
            Header
            + "2,Hà Giang,Tỉnh Hà Giang,Tỉnh,1,\n04,,Tỉnh Cao Bằng,Tỉnh,1,\n024,Hà Giang,Thành phố Hà Giang,Thành phố thuộc tỉnh,two,02\n";
        await (
            await service.Client().PostAsync("/v1/unit-imports?validFrom=2026-01-01", Make.Csv(csv))
        ).ShouldBeRefusedAsync(
            "unit-import.refused",
            "The catalogue has 3 errors, so nothing was changed; it is taken only when every row is right.",
            (
                1,
                "code",
                "unit-import.code-invalid",
                "A code is a string of digits: 2 for a province, 3 for a district, 5 for a commune, leading zeros included."
            ),
            (2, "name", "field.not-empty", "'name' must not be empty."),
            (3, "level", "request.field-unreadable", "The value has the wrong type, or there is no such field.")
        );
    }

    [Fact]
    public async Task A_tree_that_does_not_hang_together_is_refused()
    {
        var csv = Header + "02,A,Tỉnh A,Tỉnh,1,\n02,B,Tỉnh B,Tỉnh,1,\n024,C,Huyện C,Huyện,2,04\n00001,D,Xã D,Xã,3,\n";
        await (
            await service.Client(language: "vi").PostAsync("/v1/unit-imports?validFrom=2026-01-01", Make.Csv(csv))
        ).ShouldBeRefusedAsync(
            "unit-import.refused",
            "Danh mục có 3 lỗi nên không có gì thay đổi; danh mục chỉ được nhận khi mọi dòng đều đúng.",
            (2, "code", "unit-import.code-repeated", "Mã 02 đã có ở dòng 1."),
            (3, "parent_code", "unit-import.parent-unknown", "Trong danh mục không có đơn vị cấp trên mang mã 04."),
            (
                4,
                "parent_code",
                "unit-import.parent-level",
                "Đơn vị cấp trên  không ở cấp cao hơn, hoặc cấp tỉnh không được có đơn vị cấp trên."
            )
        );
    }

    [Fact]
    public async Task Only_the_ministry_changes_the_catalogue()
    {
        await (
            await service.Client("02").PostAsync("/v1/unit-imports?validFrom=2026-01-01", Make.Csv(Header))
        ).ShouldBeProblemAsync(403, "auth.unit-out-of-scope", "The access token gives no right over unit VN.");
        await (await service.Client().PostAsync("/v1/unit-imports", Make.Csv(Header))).ShouldBeProblemAsync(
            400,
            "unit-import.valid-from-required",
            "Give validFrom (yyyy-MM-dd), the day from which the catalogue holds."
        );
        await (
            await service.Client().PostAsync("/v1/unit-imports?validFrom=2026-01-01", Make.Csv(Header))
        ).ShouldBeProblemAsync(422, "unit-import.empty", "The catalogue has no rows; nothing was changed.");
    }
}
