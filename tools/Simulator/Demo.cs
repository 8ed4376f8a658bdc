using System.Diagnostics;

namespace CongNgheSo.Simulator;

/// <summary>One whole province through the public API: by default Hà Giang as it was in 2022.</summary>
public static class Demo
{
    private const int RowsPerBatch = 2_000;

    public static async Task RunAsync(GatewayClient gateway, Options options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        ArgumentNullException.ThrowIfNull(options);
        var clock = Stopwatch.StartNew();
        var plan = new ProvincePlan(options.Province, options.Seed);
        var maker = new ProvinceMaker(gateway, plan);

        var villages = await maker.MakeVillagesAsync(options.Villages, cancellationToken);
        Say($"province {options.Province} has {villages.Count} villages");
        var teams = await maker.MakeTeamsAsync(villages, options.Members, cancellationToken);
        Say($"{teams.Count} teams with {teams.Sum(team => team.Members.Count)} members are registered");
        await maker.AwaitTeamsAsync(teams, cancellationToken);

        var today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));
        var recorded = 0;
        foreach (
            var batch in plan.Activities([.. teams.Select(team => team.Id)], options.Activities, today)
                .Chunk(RowsPerBatch)
        )
        {
            var answer = await gateway.PostRowsAsync("/v1/activities/batch", batch, cancellationToken);
            recorded += answer.Accepted + answer.Unchanged;
        }
        Say($"{recorded} activities are recorded");
        await TrainAsync(gateway, options.Province, teams, cancellationToken);
        Say(
            $"the demo is complete; ask /v1/rollups/{options.Province}?from={today.AddDays(-364):yyyy-MM-dd} for its figures"
        );

        void Say(string what) => Console.WriteLine($"{clock.Elapsed:mm\\:ss} {what}");
    }

    /// <summary>One conference for the leaders of every tenth team.</summary>
    private static async Task TrainAsync(
        GatewayClient gateway,
        string province,
        IReadOnlyList<TeamRow> teams,
        CancellationToken cancellationToken
    )
    {
        var day = new DateOnly(2022, 7, 15);
        // The ids follow from the first team's, so that a second run finds its own work done.
        var (programme, session) = (Derived(teams[0].Id, 1), Derived(teams[0].Id, 2));
        await gateway.PostAsync<object>(
            "/v1/training-programmes",
            new
            {
                id = programme,
                title = "Kỹ năng số cho tổ công nghệ số cộng đồng",
                topics = new[] { "digital-awareness", "public-service-accounts" },
                targetRoles = new[] { "leader" },
                validFrom = new DateOnly(2022, 1, 1),
                ownerUnit = province,
            },
            cancellationToken
        );
        await gateway.PostAsync<object>(
            "/v1/training-sessions",
            new
            {
                id = session,
                programmeId = programme,
                organiserUnit = province,
                trainers = new[] { new { name = "Giảng viên VNPT", organisation = "vnpt" } },
                mode = "in-person",
                place = "Hội trường Sở Thông tin và Truyền thông",
                heldOn = day,
            },
            cancellationToken
        );
        await gateway.PostRowsAsync(
            $"/v1/training-sessions/{session}/attendance",
            teams.Where((_, index) => index % 10 == 0).Select(team => new { memberId = team.Members[0].Id }),
            cancellationToken
        );
    }

    private static Guid Derived(Guid from, byte number)
    {
        var bytes = from.ToByteArray(bigEndian: true);
        bytes[15] ^= number;
        return new Guid(bytes, bigEndian: true);
    }
}
