namespace CongNgheSo.Simulator;

/// <summary>A unit as the platform answers it.</summary>
public sealed record UnitRow(string Code, string FullName, int Level);

/// <summary>Makes a province's villages, teams and members through the public API.</summary>
public sealed class ProvinceMaker(GatewayClient gateway, ProvincePlan plan)
{
    private const int RowsPerRequest = 1_000;

    /// <summary>The codes of all communes of the province, in order.</summary>
    public async Task<IReadOnlyList<string>> CommunesAsync(CancellationToken cancellationToken)
    {
        var communes = new List<string>();
        foreach (var child in await ChildrenAsync(plan.Province, cancellationToken))
            if (child.Level == 3)
                communes.Add(child.Code);
            else
                communes.AddRange((await ChildrenAsync(child.Code, cancellationToken)).Select(unit => unit.Code));
        communes.Sort(StringComparer.Ordinal);
        return communes;
    }

    /// <summary>Registers the villages; answers their display codes, in order.</summary>
    public async Task<IReadOnlyList<string>> MakeVillagesAsync(int count, CancellationToken cancellationToken)
    {
        var communes = await CommunesAsync(cancellationToken);
        await ImportAsync("/v1/unit-imports/villages", ProvincePlan.Villages(communes, count), cancellationToken);
        var villages = new List<string>();
        foreach (var commune in communes)
            villages.AddRange((await ChildrenAsync(commune, cancellationToken)).Select(unit => unit.Code));
        villages.Sort(StringComparer.Ordinal);
        return villages;
    }

    /// <summary>Registers one team for each village, with its members.</summary>
    public async Task<IReadOnlyList<TeamRow>> MakeTeamsAsync(
        IReadOnlyList<string> villages,
        int members,
        CancellationToken cancellationToken
    )
    {
        TeamRow[] teams = [.. plan.Teams(villages, members)];
        await ImportAsync("/v1/team-imports", teams, cancellationToken);
        return teams;
    }

    /// <summary>Waits until Activity knows the teams: a dry run of work by each of them is accepted.</summary>
    public async Task AwaitTeamsAsync(IReadOnlyList<TeamRow> teams, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));
        var work = teams.Select(team => new ActivityRow(
            team.Id,
            team.Id,
            today,
            "public-services",
            "household-visit",
            "general",
            0,
            0,
            new Dictionary<string, long>()
        ));
        foreach (var chunk in work.Chunk(10_000))
            while (
                (await gateway.PostRowsAsync("/v1/activities/batch?dryRun=true", chunk, cancellationToken)).Rejected > 0
            )
                await Task.Delay(500, cancellationToken);
    }

    private async Task ImportAsync<T>(string path, IEnumerable<T> rows, CancellationToken cancellationToken)
    {
        foreach (var chunk in rows.Chunk(RowsPerRequest))
        {
            var answer = await gateway.PostRowsAsync(path, chunk, cancellationToken);
            if (answer.Rejected > 0)
                throw new SimulatorException($"{path} refused {answer.Rejected} rows, the first: {answer.Errors[0]}");
        }
    }

    private async Task<IReadOnlyList<UnitRow>> ChildrenAsync(string code, CancellationToken cancellationToken)
    {
        var children = new List<UnitRow>();
        string? cursor = null;
        do
        {
            var page = await gateway.GetAsync<Page<UnitRow>>(
                $"/v1/units/{code}/children?limit=1000&cursor={cursor}",
                cancellationToken
            );
            children.AddRange(page.Items);
            cursor = page.Next;
        } while (cursor is not null);
        return children;
    }
}
