using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Reporting.Facts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>Whatever comes, however often and in whatever order: the totals are what the model says.</summary>
public sealed class TotalsTests(ReportingService service, ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Totals_are_the_sum_of_the_facts_on_a_tree_that_stands_still(int seed)
    {
        var random = Start(seed);
        var model = await SendAsync(random, random.Tree());
        await SendAsync(random, random.Facts(120), model);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Totals_are_right_once_the_tree_has_come(int seed)
    {
        var random = Start(seed);
        var model = await SendAsync(random, random.Facts(60));
        // Unit by unit, so that each way of hanging in the air is met.
        foreach (var unit in random.Tree())
        {
            await service.SendAsync(unit);
            model.Add(unit);
        }
        await ShouldStandAsync(model);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Totals_follow_the_tree_wherever_it_goes(int seed)
    {
        var random = Start(seed);
        var model = await SendAsync(random, random.Tree());
        await SendAsync(random, random.Facts(80), model);
        for (var round = 0; round < 4; round++)
            await SendAsync(random, random.Moves(12), model);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Totals_are_right_when_facts_and_moves_come_all_at_once(int seed)
    {
        var random = Start(seed);
        object[] everything = [.. random.Tree(), .. random.Moves(20), .. random.Facts(80), .. random.Moves(20)];

        var model = await SendAsync(random, everything);

        // Also as the API tells it, with the boundaries of the day and with today's.
        var client = service.Client(random.Nation.Code);
        var span = new Random(seed);
        foreach (var unit in random.Units)
        {
            var from = new DateOnly(2023, 1, 1).AddDays(span.Next(500));
            var to = from.AddDays(span.Next(700));
            (await client.TotalAsync(unit.Code, from, to)).ShouldBe(
                model.Total(unit.UnitId, from, to),
                ignoreOrder: true
            );
            (await client.TotalAsync(unit.Code, from, to, "today")).ShouldBe(
                model.Total(unit.UnitId, from, to, boundaries: TimeProvider.System.Today()),
                ignoreOrder: true
            );
        }
    }

    [Fact]
    public async Task Two_replicas_lose_and_double_nothing()
    {
        var random = Start(Random.Shared.Next());
        await using var replica = service.WithWebHostBuilder(_ => { });
        _ = replica.Services;
        var model = await SendAsync(random, random.Tree());
        object[] everything = [.. random.Facts(400), .. random.Moves(60)];
        await SendAsync(random, everything, model);

        // The same facts at two writers at the same moment, under one message id and under two.
        var writers = new[]
        {
            service.Services.GetRequiredService<FactWriter>(),
            replica.Services.GetRequiredService<FactWriter>(),
        };
        var village = random.Units[^1];
        var day = new DateOnly(2024, 8, 1);
        var activities = Enumerable.Range(0, 100).Select(_ => Country.Activity(village, day, people: 0)).ToArray();
        foreach (var activity in activities)
            model.Add(Country.Recorded(activity with { Topic = "t", Households = 2 }));
        await Task.WhenAll(
            activities.SelectMany(activity =>
            {
                var (id, fact) = (
                    Guid.NewGuid(),
                    new IncomingFact(
                        FactKind.Activity,
                        activity.ActivityId,
                        1,
                        village.UnitId,
                        day,
                        new Figures
                        {
                            ["activities"] = 1,
                            ["activities.form.household-visit"] = 1,
                            ["households"] = 2,
                        }
                    )
                );
                return writers
                    .Append(writers[0])
                    .Select(
                        (writer, index) =>
                            writer.AddAsync(index == 2 ? Guid.NewGuid() : id, [fact], CancellationToken.None)
                    );
            })
        );
        await ShouldStandAsync(model);
    }

    public static TheoryData<int> Seeds => [1, 2, Random.Shared.Next()];

    private RandomEvents Start(int seed)
    {
        output.WriteLine($"Seed {seed}");
        return new RandomEvents(seed);
    }

    private async Task<Model> SendAsync(RandomEvents random, IEnumerable<object> events, Model? model = null)
    {
        model ??= new Model();
        object[] all = [.. events];
        foreach (var @event in all)
            model.Add(@event);
        await service.ConsumedAsync(await service.PublishAllAsync(random.Deliveries(all)));
        await ShouldStandAsync(model);
        return model;
    }

    private async Task ShouldStandAsync(Model model)
    {
        int[] units = [.. model.Units];
        var rows = await service.InDatabaseAsync(db =>
            db.UnitDays.AsNoTracking().Where(row => units.Contains(row.UnitId)).ToListAsync()
        );
        var actual = rows.SelectMany(
            row => Figures.Parse(row.Figures),
            (row, figure) => $"{row.UnitId} {row.Day:yyyy-MM-dd} {figure.Key} {figure.Value}"
        );
        var expected = model.Rows().Where(row => units.Contains(int.Parse(row.Split(' ')[0], null)));
        actual.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal));

        var months = await service.InDatabaseAsync(db =>
            db.UnitMonths.AsNoTracking().Where(row => units.Contains(row.UnitId)).ToListAsync()
        );
        months
            .SelectMany(
                row => Figures.Parse(row.Figures),
                (row, figure) => $"{row.UnitId} {row.Month:yyyy-MM-dd} {figure.Key} {figure.Value}"
            )
            .Order(StringComparer.Ordinal)
            .ShouldBe(
                model
                    .Months()
                    .Where(row => units.Contains(int.Parse(row.Split(' ')[0], null)))
                    .Order(StringComparer.Ordinal)
            );
    }
}
