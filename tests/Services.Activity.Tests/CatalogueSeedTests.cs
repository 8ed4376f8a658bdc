using System.Text.Json.Nodes;
using CongNgheSo.Services.Activity.Topics;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Tests;

public sealed class CatalogueSeedTests(ActivityService service)
{
    [Theory]
    [InlineData(CatalogueKinds.Topic, "digital-government digital-economy digital-society")]
    [InlineData(CatalogueKinds.Topic, "public-services online-shopping online-payment online-safety local-platforms")]
    [InlineData(
        CatalogueKinds.Form,
        "household-visit culture-house service-centre campaign demonstration zalo-support"
    )]
    [InlineData(CatalogueKinds.Form, "digital-literacy-class school-lesson joint-programme")]
    [InlineData(CatalogueKinds.Audience, "traders school-families elderly farmers enterprises general")]
    [InlineData(CatalogueKinds.Channel, "zalo-group zalo-oa facebook website phone-hotline")]
    [InlineData(CatalogueKinds.Outcome, "vneid-level2-issued vneid-level2-activated")]
    [InlineData(
        CatalogueKinds.Outcome,
        "public-service-accounts public-service-accounts.national public-service-accounts.provincial"
    )]
    [InlineData(CatalogueKinds.Outcome, "dossiers-online dossiers-by-post dossiers-in-person")]
    [InlineData(CatalogueKinds.Outcome, "dossiers-online.level-3 dossiers-online.level-4")]
    [InlineData(CatalogueKinds.Outcome, "dossiers-online.partial dossiers-online.full")]
    [InlineData(CatalogueKinds.Outcome, "payment-accounts e-wallets merchant-qr-codes ecommerce-accounts")]
    [InlineData(CatalogueKinds.Outcome, "digital-shops products-listed health-books social-insurance-accounts")]
    [InlineData(CatalogueKinds.Outcome, "province-app-accounts e-receipts digital-signatures digital-skills-confirmed")]
    [InlineData(CatalogueKinds.Outcome, "childrens-services policy-bank-loans id-card-help")]
    public async Task The_nation_can_say_what_teams_do(string kind, string codes)
    {
        var topics = await (await service.Client().GetAsync("/v1/topics?unit=VN")).ShouldBeJsonAsync(200);

        var listed = topics[$"{kind}s"]!.AsArray().ToDictionary(entry => (string)entry!["code"]!, entry => entry!);
        foreach (var code in codes.Split(' '))
        {
            var entry = listed.ShouldContainKeyAndGet(code);
            ((string?)entry["vi"]).ShouldNotBeNullOrWhiteSpace();
            ((string?)entry["en"]).ShouldNotBeNullOrWhiteSpace();
            ((string?)entry["unit"]).ShouldBe("VN");
            ((string?)entry["partOf"]).ShouldBe(
                code.Contains('.', StringComparison.Ordinal) ? code.Split('.')[0] : null
            );
            (entry["maxCount"] is not null).ShouldBe(kind == CatalogueKinds.Outcome, code);
            (entry["maxPeople"] is not null && entry["maxHouseholds"] is not null).ShouldBe(
                kind == CatalogueKinds.Form,
                code
            );
        }
    }

    [Fact]
    public void The_seeds_keep_the_rules_of_codes()
    {
        CatalogueSeeds.Entries.ShouldAllBe(entry => CatalogueCodes.Fits(entry.Code, "VN", entry.PartOf));
        CatalogueSeeds
            .Entries.Where(entry => entry.Kind == CatalogueKinds.Outcome)
            .ShouldAllBe(entry => !CatalogueCodes.IsReserved(entry.Code));
        CatalogueSeeds.Entries.Select(entry => (entry.Kind, entry.Code)).ShouldBeUnique();
    }

    [Fact]
    public async Task An_upgrade_adds_what_is_new_and_leaves_what_the_ministry_changed()
    {
        const string changed = "/v1/topics/entries/channel/website";
        var client = service.Client();
        var entry = await (await client.GetAsync(changed)).ShouldBeJsonAsync(200);
        var change = new JsonObject
        {
            ["vi"] = "Cổng thông tin điện tử",
            ["en"] = "Portal",
            ["validFrom"] = "2022-01-01",
            ["validTo"] = "2099-01-01",
        };
        (await client.PutAsync(changed, change, $"\"{entry["version"]}\"")).EnsureSuccessStatusCode();
        await service.InDatabaseAsync(db =>
            db.CatalogueEntries.Where(row => row.Kind == "channel" && row.Code == "facebook").ExecuteDeleteAsync()
        );

        await Task.WhenAll(service.SeedAsync(), service.SeedAsync());

        var kept = await (await client.GetAsync(changed)).ShouldBeJsonAsync(200);
        ((string?)kept["vi"], (string?)kept["validTo"]).ShouldBe(("Cổng thông tin điện tử", "2099-01-01"));
        await (await client.GetAsync("/v1/topics/entries/channel/facebook")).ShouldBeJsonAsync(200);
    }
}

internal static class Lookups
{
    public static T ShouldContainKeyAndGet<T>(this Dictionary<string, T> map, string key)
    {
        map.ShouldContainKey(key);
        return map[key];
    }
}
