using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Activity.Activities;
using CongNgheSo.Services.Activity.HeldChanges;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>
/// A client on a bad line sends everything three times, in any order, over several connections, and often hears no answer.
/// What it leaves behind is what a client leaves that sends everything once and in order.
/// </summary>
public sealed class RetryModelTests(ActivityService service)
{
    private const int Activities = 160;
    private const int Connections = 6;
    private const int Tries = 3;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whatever_the_line_does_the_end_is_that_of_a_clean_run(int seed)
    {
        var (clean, chaotic) = (await service.TeamAsync(), await service.TeamAsync());
        var inOrder = Plan(clean, seed);
        var client = service.Client();
        foreach (var request in inOrder)
            ((int)(await SendAsync(client, request, default)).StatusCode).ShouldBeInRange(200, 201);

        await ScatterAsync(Plan(chaotic, seed), new Random(seed));

        var expected = await StateAsync(client, inOrder);
        (await StateAsync(client, Plan(chaotic, seed))).ShouldBe(expected);
        expected.Count(state => state.Contains("voided", StringComparison.Ordinal)).ShouldBePositive();
        await Eventually.TrueAsync(() =>
            Newest(clean).Count > 0
            && Newest(chaotic).SequenceEqual(Newest(clean))
            && Facts(chaotic).Count >= Facts(clean).Count
        );
        // Each version was told of exactly once.
        Facts(chaotic).Count.ShouldBe(Facts(chaotic).DistinctBy(fact => (fact.ActivityId, fact.Version)).Count());
        Facts(chaotic).Count.ShouldBe(Facts(clean).Count);
    }

    /// <summary>What is to be sent, in order: of each activity a recording and up to three changes, one upon the other.</summary>
    private static List<Request> Plan(TeamFact team, int seed)
    {
        var random = new Random(seed);
        var requests = new List<Request>();
        for (var index = 0; index < Activities; index++)
        {
            var visit = Visit.Of(team, IdOf(team, index), people: index);
            visit["outcomes"] = new JsonObject
            {
                ["e-wallets"] = index,
                ["ecommerce-accounts"] = 1,
                ["e-receipts"] = 2,
            };
            requests.Add(new Request(visit, null, 0));
            var changes = random.Next(10) switch
            {
                < 4 => 0,
                < 7 => 1,
                < 9 => 2,
                _ => 3,
            };
            for (var version = 1; version <= changes; version++)
                requests.Add(
                    version == changes && random.Next(4) == 0
                        ? new Request(visit, new JsonObject { ["reason"] = "Nhập nhầm" }, version)
                        : new Request(visit, Correction(visit, random.Next(500, 1000)), version)
                );
        }
        return requests;
    }

    /// <summary>Each request three times: at least once to its end, otherwise often cut off somewhere on its way.</summary>
    private async Task ScatterAsync(List<Request> plan, Random random)
    {
        var sends = plan.SelectMany(request =>
                Enumerable.Range(0, Tries).Select(number => (request, isCut: number > 0 && random.Next(2) == 0))
            )
            .ToArray();
        random.Shuffle(sends);
        var refused = new ConcurrentQueue<string>();
        await Task.WhenAll(
            Enumerable
                .Range(0, Connections)
                .Select(async connection =>
                {
                    var client = service.Client();
                    for (var index = connection; index < sends.Length; index += Connections)
                    {
                        var (request, isCut) = sends[index];
                        using var line = new CancellationTokenSource();
                        if (isCut)
                            line.CancelAfter(TimeSpan.FromMilliseconds(index % 12));
                        try
                        {
                            using var answer = await SendAsync(client, request, line.Token);
                            if ((int)answer.StatusCode is not (200 or 201 or 202))
                                refused.Enqueue($"{request} {await answer.Content.ReadAsStringAsync()}");
                        }
                        catch (OperationCanceledException)
                        {
                            // Nobody knows what became of it.
                        }
                    }
                })
        );
        refused.ShouldBeEmpty();
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client,
        Request request,
        CancellationToken cancellationToken
    )
    {
        var path = $"/v1/activities/{request.Visit.Id()}";
        if (request.Change is { } change)
        {
            var kind = change.ContainsKey("topic") ? "correction" : "voiding";
            var put = new HttpRequestMessage(HttpMethod.Put, $"{path}/{kind}") { Content = JsonContent.Create(change) };
            put.Headers.TryAddWithoutValidation("If-Match", $"\"{request.Version}\"");
            return await client.SendAsync(put, cancellationToken);
        }
        var way = request.Visit["peopleGuided"]!.GetValue<int>() % 3;
        return way == 0 ? await client.PostAsJsonAsync("/v1/activities", request.Visit, cancellationToken)
            : way == 1 ? await client.PostAsync("/v1/activities/batch", Lines(request.Visit), cancellationToken)
            : await client.PostAsync("/v1/activities/stream", Lines(request.Visit), cancellationToken);
    }

    private static StringContent Lines(JsonObject visit) =>
        new(visit.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));

    /// <summary>Each activity with its versions and what is still held, without what differs from run to run.</summary>
    private static async Task<List<string>> StateAsync(HttpClient client, List<Request> plan)
    {
        var states = new List<string>();
        foreach (var visit in plan.Where(request => request.Change is null).Select(request => request.Visit))
        {
            var path = $"/v1/activities/{visit.Id()}";
            var now = (await client.GetFromJsonAsync<ActivityResponse>(path))!;
            var versions = await client.GetFromJsonAsync<List<ActivityVersionResponse>>($"{path}/versions");
            var held = await client.GetFromJsonAsync<List<HeldChangeResponse>>($"{path}/held-changes");
            states.Add(
                $"{now.Version} {now.PeopleGuided} {now.Outcomes["e-wallets"]} {(now.Voided ? "voided" : "")}: "
                    + string.Join(
                        ", ",
                        versions!.Select(each => $"{each.Version} {each.Content.PeopleGuided} {each.Reason}")
                    )
                    + string.Concat(
                        held!.Where(each => each.State != HeldChange.Applied).Select(each => each.ToString())
                    )
            );
        }
        return states;
    }

    private List<ActivityFact> Facts(TeamFact team) =>
        [
            .. service
                .Events.Heard.Where(heard =>
                    heard.RoutingKey.StartsWith("activity.activities-", StringComparison.Ordinal)
                )
                .SelectMany(heard => heard.As<ActivitiesRecorded>().Facts)
                .Where(fact => fact.TeamId == team.TeamId),
        ];

    /// <summary>What a listener has that keeps the highest version of each activity.</summary>
    private List<(int Version, int People, bool Voided)> Newest(TeamFact team)
    {
        var newest = Facts(team)
            .GroupBy(fact => fact.ActivityId)
            .ToDictionary(facts => facts.Key, facts => facts.MaxBy(fact => fact.Version)!);
        return
        [
            .. Enumerable
                .Range(0, Activities)
                .Select(index => newest.GetValueOrDefault(IdOf(team, index)))
                .Select(fact => fact is null ? default : (fact.Version, fact.PeopleGuided, fact.Voided)),
        ];
    }

    private static Guid IdOf(TeamFact team, int index) => StableId.From($"{team.TeamId} {index}");

    private static JsonObject Correction(JsonObject visit, int people)
    {
        var correction = visit.DeepClone().AsObject();
        correction.Remove("id");
        correction.Remove("teamId");
        correction["peopleGuided"] = people;
        correction["reason"] = $"Đếm lại {people}";
        return correction;
    }

    private sealed record Request(JsonObject Visit, JsonObject? Change, int Version);
}
