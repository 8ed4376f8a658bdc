using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Activity.Activities;
using CongNgheSo.Services.Activity.Topics;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>What the catalogue lets activities say.</summary>
public sealed class CatalogueRuleTests(ActivityService service)
{
    private static DateOnly Day(int ago) => TimeProvider.System.Today().AddDays(-ago);

    [Fact]
    public async Task What_a_province_added_is_for_its_teams_alone()
    {
        var (own, other) = (await Province.CreateAsync(service), await Province.CreateAsync(service));
        var (ours, theirs) = (await service.TeamAsync(own.Code), await service.TeamAsync(other.Code));
        var code = (string)(await Province.AddAsync(service, own.Entry("c-thai-nguyen")))["code"]!;
        var visit = Saying(ours, code);

        await (await PostAsync(visit)).ShouldBeJsonAsync(201, visit.Recorded());
        await (await PostAsync(Saying(theirs, code))).ShouldBeProblemAsync(
            422,
            "activity.code-not-in-force",
            $"The code {code} does not apply to this team on {Day(1).Written()} (see /v1/topics?unit=&asOf=)."
        );
        var heard = await service.Events.WaitForAsync(heard =>
            heard.RoutingKey == $"activity.activities-recorded.v1.{own.Code}"
        );
        heard
            .As<ActivitiesRecorded>()
            .Facts.Single(fact => fact.ActivityId.ToString() == visit.Id())
            .Outcomes[code]
            .ShouldBe(2);
    }

    [Theory]
    [InlineData(11, 422)]
    [InlineData(10, 201)]
    [InlineData(6, 201)]
    [InlineData(5, 422)]
    [InlineData(1, 422)]
    public async Task An_activity_is_judged_by_its_day(int ago, int status)
    {
        var province = await Province.CreateAsync(service);
        var team = await service.TeamAsync(province.Code);
        var entry = province.Entry("app");
        entry["validFrom"] = $"{Day(10):yyyy-MM-dd}";
        entry["validTo"] = $"{Day(5):yyyy-MM-dd}";
        await Province.AddAsync(service, entry);

        var answer = await PostAsync(Saying(team, (string)entry["code"]!, ago));

        await answer.ShouldBeJsonAsync(status);
    }

    [Theory]
    [InlineData(CatalogueKinds.Topic)]
    [InlineData(CatalogueKinds.Form)]
    [InlineData(CatalogueKinds.Audience)]
    [InlineData(CatalogueKinds.Channel)]
    public async Task An_ended_code_is_refused_from_that_day_on_and_kept_in_corrections_of_that_day(string kind)
    {
        var province = await Province.CreateAsync(service);
        var team = await service.TeamAsync(province.Code);
        var entry = province.Entry("own", kind);
        await Province.AddAsync(service, entry);
        var before = Visit.Of(team, Guid.NewGuid());
        before[kind] = (string)entry["code"]!;
        await (await PostAsync(before)).ShouldBeJsonAsync(201, before.Recorded());
        var end = Province.Change(entry);
        end["validTo"] = $"{Day(1):yyyy-MM-dd}";
        await (await service.Client().PutAsync(Province.PathOf(entry), end, "\"1\"")).ShouldBeJsonAsync(200);
        var text =
            $"The code {entry["code"]} does not apply to this team on {Day(1).Written()} (see /v1/topics?unit=&asOf=).";

        var after = before.DeepClone().AsObject();
        after["id"] = Guid.NewGuid();
        await (await PostAsync(after)).ShouldBeProblemAsync(422, "activity.code-not-in-force", text);
        var correction = before.DeepClone().AsObject();
        correction.Remove("id");
        correction.Remove("teamId");
        correction["peopleGuided"] = 6;
        correction["reason"] = "Đếm lại";
        var path = $"/v1/activities/{before.Id()}/correction";
        // What it said already it may go on saying of its day, of no other; until the end it may of any.
        await (await service.Client().PutAsync(path, correction, "\"1\"")).ShouldBeJsonAsync(200);
        correction["occurredOn"] = $"{Day(0):yyyy-MM-dd}";
        await (await service.Client().PutAsync(path, correction, "\"2\"")).ShouldBeProblemAsync(
            422,
            "activity.code-not-in-force",
            text.Replace(Day(1).Written(), Day(0).Written(), StringComparison.Ordinal)
        );
        correction["occurredOn"] = $"{Day(2):yyyy-MM-dd}";
        await (await service.Client().PutAsync(path, correction, "\"2\"")).ShouldBeJsonAsync(200);
    }

    [Fact]
    public async Task The_entries_of_a_merged_province_follow_it_to_its_heir()
    {
        var (merged, heir, other) = (
            await Province.CreateAsync(service),
            await Province.CreateAsync(service),
            await Province.CreateAsync(service)
        );
        var entry = merged.Entry("app");
        await Province.AddAsync(service, entry);
        await merged.MergeIntoAsync(service, heir, Day(3));
        var (ours, theirs) = (await service.TeamAsync(heir.Code), await service.TeamAsync(other.Code));

        var change = Province.Change(entry);
        change["vi"] = "Ứng dụng của tỉnh cũ";
        foreach (var stranger in new[] { other.Code, merged.Code })
            await (
                await service.Client(stranger).PutAsync(Province.PathOf(entry), change, "\"1\"")
            ).ShouldBeProblemAsync(
                403,
                "auth.unit-out-of-scope",
                $"The access token gives no right over unit {heir.Code}."
            );
        await (await service.Client(heir.Code).PutAsync(Province.PathOf(entry), change, "\"1\"")).ShouldBeJsonAsync(
            200
        );
        await (await PostAsync(Saying(ours, (string)entry["code"]!))).ShouldBeJsonAsync(201);
        await (await PostAsync(Saying(theirs, (string)entry["code"]!))).ShouldBeJsonAsync(422);
        var then = await service
            .Client()
            .GetFromJsonAsync<TopicsResponse>($"/v1/topics?unit={merged.Code}&asOf={Day(4):yyyy-MM-dd}");
        then!.Outcomes.ShouldContain(outcome => outcome.Vi == "Ứng dụng của tỉnh cũ");
    }

    [Theory]
    [InlineData(5, 3, 2, 201)]
    [InlineData(5, 5, 0, 201)]
    [InlineData(5, 3, 3, 422)]
    [InlineData(0, 1, 0, 422)]
    public async Task Parts_do_not_exceed_their_whole(int whole, int levelFour, int levelThree, int status)
    {
        var visit = Visit.Of(await service.TeamAsync(), Guid.NewGuid());
        visit["outcomes"] = new JsonObject
        {
            ["dossiers-online"] = whole,
            ["dossiers-online.level-4"] = levelFour,
            ["dossiers-online.level-3"] = levelThree,
        };

        var answer = await PostAsync(visit);

        if (status == 201)
            await answer.ShouldBeJsonAsync(201, visit.Recorded());
        else
            await answer.ShouldBeProblemAsync(
                422,
                "activity.parts-exceed-whole",
                $"The parts of dossiers-online add up to {levelFour + levelThree}, more than the whole, {whole}."
            );
    }

    [Fact]
    public async Task Columns_of_a_spreadsheet_name_parts_by_everything_behind_the_first_dot()
    {
        var team = await service.TeamAsync();
        var csv = new StringBuilder(
            "id,teamId,occurredOn,topic,form,audience,peopleGuided,outcomes.dossiers-online,outcomes.dossiers-online.level-4\n"
        );
        var ids = new[] { Guid.NewGuid(), Guid.NewGuid() };
        foreach (var (id, part) in ids.Zip([4, 9]))
            csv.Append(
                null,
                $"{id},{team.TeamId},{Visit.Yesterday},public-services,service-centre,general,9,8,{part}\n"
            );

        var answer = await service
            .Client()
            .PostAsync("/v1/activities/batch", new StringContent(csv.ToString(), Encoding.UTF8, "text/csv"));

        await answer.ShouldBeJsonAsync(
            200,
            new BulkAnswer(
                1,
                0,
                1,
                false,
                [
                    new RowError(
                        2,
                        "outcomes.dossiers-online",
                        "activity.parts-exceed-whole",
                        "The parts of dossiers-online add up to 9, more than the whole, 8."
                    ),
                ]
            )
        );
        var recorded = await service.Client().GetFromJsonAsync<ActivityResponse>($"/v1/activities/{ids[0]}");
        recorded!.Outcomes["dossiers-online.level-4"].ShouldBe(4);
    }

    [Fact]
    public async Task A_channel_may_be_named_and_leaves_the_hash_of_others_as_it_was()
    {
        var visit = Visit.Of(await service.TeamAsync(), Guid.NewGuid());
        visit["channel"] = "zalo-group";
        await (await PostAsync(visit)).ShouldBeJsonAsync(201, visit.Recorded());
        await (await PostAsync(visit)).ShouldBeJsonAsync(200, visit.Recorded());
        visit["channel"] = "zalo-oa";
        await (await PostAsync(visit)).ShouldBeJsonAsync(409);
        visit["channel"] = "pigeon";
        await (await PostAsync(visit)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("channel", "activity.code-unknown", "The code is not in the catalogue (see /v1/topics).")
        );

        var content = new ActivityContent(Day(1), "public-services", "campaign", "general", 1, 0, []);
        JsonSerializer
            .Serialize<object>(content)
            .ShouldBe(
                $$$"""{"OccurredOn":"{{{Day(1):yyyy-MM-dd}}}","Topic":"public-services","Form":"campaign","Audience":"general","PeopleGuided":1,"Households":0,"Outcomes":{}}"""
            );
    }

    [Fact]
    public async Task What_is_recorded_late_counts_on_its_own_day()
    {
        var visit = Visit.Of(await service.TeamAsync(), Guid.NewGuid(), occurredOn: $"{Day(360):yyyy-MM-dd}");

        await (await PostAsync(visit)).ShouldBeJsonAsync(201, visit.Recorded());

        var heard = await service.Events.WaitForAsync(heard =>
            heard.Body.Contains(visit.Id(), StringComparison.Ordinal)
        );
        heard
            .As<ActivitiesRecorded>()
            .Facts.Single(fact => fact.ActivityId.ToString() == visit.Id())
            .OccurredOn.ShouldBe(Day(360));
    }

    [Fact]
    public async Task Another_replica_sees_a_change_as_soon_as_it_looks_again()
    {
        var clock = new HandClock();
        using var replica = new ActivityCatalogue(service.Services.GetRequiredService<IServiceScopeFactory>(), clock);
        var province = await Province.CreateAsync(service);
        var entry = province.Entry("app");
        CatalogueItem? Seen() => replica.Current.Find(CatalogueKinds.Outcome, (string)entry["code"]!);
        await replica.RefreshAsync(default);
        await Province.AddAsync(service, entry);

        await replica.RefreshAsync(default);
        Seen().ShouldBeNull("it looked a moment ago");
        clock.Now += ActivityCatalogue.Trusted;
        await replica.RefreshAsync(default);
        Seen().ShouldNotBeNull().Province.ShouldBe(province.Code);

        var (before, change) = (replica.Current, Province.Change(entry));
        change["vi"] = "Tên mới";
        await (await service.Client().PutAsync(Province.PathOf(entry), change, "\"1\"")).ShouldBeJsonAsync(200);
        clock.Now += ActivityCatalogue.Trusted;
        await replica.RefreshAsync(default);
        replica.Current.Stamp.ShouldBeGreaterThan(before.Stamp);
        Seen()!.Entry.Vi.ShouldBe("Tên mới");
    }

    [Fact]
    public async Task What_another_replica_added_can_be_recorded_a_moment_later_and_tried_until_then()
    {
        var province = await Province.CreateAsync(service);
        var team = await service.TeamAsync(province.Code);
        var code = $"{province.Code}.app";
        var visit = Saying(team, code);
        await (await PostAsync(visit)).ShouldBeJsonAsync(400);
        await service.InDatabaseAsync(db =>
        {
            var content = new CatalogueContent("Ứng dụng", "App", 5, null, null, new DateOnly(2022, 1, 1), null);
            db.CatalogueEntries.Add(
                new CatalogueEntry(
                    CatalogueKinds.Outcome,
                    code,
                    province.Unit.UnitId,
                    province.Code,
                    null,
                    content,
                    "another replica",
                    DateTimeOffset.UtcNow
                )
            );
            return db.SaveChangesAsync();
        });

        await Eventually.TrueAsync(
            async () => (int)(await PostAsync(visit)).StatusCode is 200 or 201,
            TimeSpan.FromSeconds(10)
        );
        (await service.InDatabaseAsync(db => db.Activities.CountAsync(row => row.TeamId == team.TeamId))).ShouldBe(1);
    }

    private Task<HttpResponseMessage> PostAsync(JsonObject visit) =>
        service.Client().PostAsJsonAsync("/v1/activities", visit);

    private static JsonObject Saying(TeamFact team, string outcome, int ago = 1)
    {
        var visit = Visit.Of(team, Guid.NewGuid(), occurredOn: $"{Day(ago):yyyy-MM-dd}");
        visit["outcomes"] = new JsonObject { [outcome] = 2 };
        return visit;
    }

    private sealed class HandClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
