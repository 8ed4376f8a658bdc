using System.Diagnostics;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.ServiceDefaults.Telemetry;
using CongNgheSo.Services.Activity.HeldChanges;
using Npgsql;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>A valid activity on its way to the database.</summary>
public sealed record ActivityRow(Guid Id, Guid TeamId, ActivityContent Content)
{
    /// <summary>Worked out once: it is stored, and compared with where the id is known.</summary>
    public long Hash { get; } = Content.Hash(TeamId);
}

/// <summary>
/// The one way in for new activities. Whoever waits at the same moment shares a transaction, which holds the rows and
/// their events; each caller is answered once it is durable.
/// </summary>
public sealed class ActivityWriter
{
    private const int FactsPerEvent = 500;
    private static readonly TimeSpan TeamGrace = TimeSpan.FromSeconds(2);

    private readonly NpgsqlDataSource database;
    private readonly OutboxSignal signal;
    private readonly TimeProvider clock;
    private readonly GroupCommit<Submission, Outcome[]> group;

    public ActivityWriter(NpgsqlDataSource database, OutboxSignal signal, TimeProvider clock)
    {
        (this.database, this.signal, this.clock) = (database, signal, clock);
        group = new GroupCommit<Submission, Outcome[]>(
            CommitAsync,
            lanes: 2,
            weight: submission => submission.Rows.Count,
            maxWeight: 2_000,
            linger: TimeSpan.FromMilliseconds(5)
        );
    }

    /// <summary>Writes what can be written of <paramref name="rows"/> and says what became of each, in order.</summary>
    /// <param name="rows">Rows that passed the rules of their fields.</param>
    /// <param name="caller">Who records them.</param>
    /// <param name="dryRun">Do everything but keep it.</param>
    /// <param name="cancellationToken">Gives up waiting; what is under way may still be written.</param>
    public Task<IReadOnlyList<Outcome>> WriteAsync(
        IReadOnlyList<ActivityRow> rows,
        Caller caller,
        bool dryRun,
        CancellationToken cancellationToken
    ) => WriteAsync(rows, caller, dryRun, awaitTeams: true, cancellationToken);

    /// <inheritdoc cref="WriteAsync(IReadOnlyList{ActivityRow},Caller,bool,CancellationToken)"/>
    /// <param name="awaitTeams">False refuses work of unknown teams at once.</param>
    public async Task<IReadOnlyList<Outcome>> WriteAsync(
        IReadOnlyList<ActivityRow> rows,
        Caller caller,
        bool dryRun,
        bool awaitTeams,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(caller);
        if (rows.Count == 0)
            return [];
        var outcomes = await SubmitAsync(rows);
        // A team registered a moment ago may still be on its way here: wait a little before refusing its work.
        for (var waited = Stopwatch.StartNew(); awaitTeams && waited.Elapsed < TeamGrace; )
        {
            var unknown = Enumerable.Range(0, rows.Count).Where(IsTeamUnknown).ToArray();
            if (unknown.Length == 0)
                break;
            await Task.Delay(100, cancellationToken);
            var again = await SubmitAsync([.. unknown.Select(index => rows[index])]);
            for (var index = 0; index < unknown.Length; index++)
                outcomes[unknown[index]] = again[index];
        }
        return outcomes;

        bool IsTeamUnknown(int index) => outcomes[index].Refusal?.Problem == ActivityProblems.TeamUnknown;

        async Task<Outcome[]> SubmitAsync(IReadOnlyList<ActivityRow> some)
        {
            var submission = new Submission(some, caller, System.Diagnostics.Activity.Current);
            return dryRun
                ? (await CommitAsync([submission], keep: false, cancellationToken))[0]
                : await group.AddAsync(submission, cancellationToken);
        }
    }

    private Task<IReadOnlyList<Outcome[]>> CommitAsync(
        IReadOnlyList<Submission> submissions,
        CancellationToken cancellationToken
    ) => CommitAsync(submissions, keep: true, cancellationToken);

    private async Task<IReadOnlyList<Outcome[]>> CommitAsync(
        IReadOnlyList<Submission> submissions,
        bool keep,
        CancellationToken cancellationToken
    )
    {
        using var span = Tracing.StartShared(
            "record activities",
            [.. submissions.Select(submission => submission.Request?.Context ?? default)]
        );
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var teams = await ActivityTeams.ReadAsync(
            connection,
            [.. submissions.SelectMany(submission => submission.Rows).Select(row => row.TeamId).Distinct()],
            cancellationToken
        );
        var outcomes = submissions.Select(submission => submission.Rows.Select(Judge(submission)).ToArray()).ToArray();
        var good = (
            from submission in Enumerable.Range(0, submissions.Count)
            from row in Enumerable.Range(0, submissions[submission].Rows.Count)
            where outcomes[submission][row].Refusal is null
            // Always in the order of ids, so that two groups never wait for each other in a circle.
            orderby submissions[submission].Rows[row].Id
            select (submission, row, content: submissions[submission].Rows[row])
        ).ToArray();

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var inserted = await ActivityInsert.InsertAsync(
            connection,
            [.. good.Select(x => ToInsert(x.content, submissions[x.submission], teams))],
            clock.GetUtcNow(),
            cancellationToken
        );
        Guid[] arrived = [.. inserted];
        var known = await ActivityInsert.ReadHashesAsync(
            connection,
            [.. good.Select(x => x.content.Id).Where(id => !inserted.Contains(id))],
            cancellationToken
        );
        foreach (var (submission, row, content) in good)
            // The first row with an id that was inserted is the new one; a second one is compared with it.
            outcomes[submission][row] =
                inserted.Remove(content.Id) ? Remember(known, content)
                : known[content.Id] == content.Hash ? new Outcome(IsNew: false)
                : new Refusal(ActivityProblems.IdTaken, "id", content.Id);
        if (!keep)
            return outcomes;

        OutboxMessage[] events = [.. Events(submissions, outcomes, teams)];
        if (events.Length > 0)
        {
            await using var batch = new NpgsqlBatch(connection)
            {
                BatchCommands = { OutboxMessage.InsertCommand(events) },
            };
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        await HeldArrivals.ApplyAsync(transaction, arrived, clock.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Notify();
        return outcomes;

        Func<ActivityRow, Outcome> Judge(Submission submission) =>
            row =>
                ActivityTeams.Judge(row, teams, submission.Caller) is { } refusal ? refusal : new Outcome(IsNew: false);
    }

    private static Outcome Remember(Dictionary<Guid, long> known, ActivityRow row)
    {
        known[row.Id] = row.Hash;
        return new Outcome(IsNew: true);
    }

    private static NewActivity ToInsert(ActivityRow row, Submission submission, Dictionary<Guid, ActivityTeam> teams) =>
        new(row, teams[row.TeamId].UnitId, submission.Caller.ClientId);

    /// <summary>
    /// The new rows as events. A request whose trace is recorded has events of its own, so that its trace goes on to the
    /// totals; all others share theirs.
    /// </summary>
    private IEnumerable<OutboxMessage> Events(
        IReadOnlyList<Submission> submissions,
        Outcome[][] outcomes,
        Dictionary<Guid, ActivityTeam> teams
    ) =>
        from submission in Enumerable.Range(0, submissions.Count)
        let request = submissions[submission].Request
        from row in submissions[submission].Rows.Where((_, row) => outcomes[submission][row].IsNew)
        let province = UnitPath.Province(teams[row.TeamId].UnitPath)
        group (row, request) by (province, trace: request is { Recorded: true } ? request.Id : null) into shared
        from chunk in shared.Chunk(FactsPerEvent)
        select OutboxMessage.From(
            new ActivitiesRecorded(clock.GetUtcNow(), [.. chunk.Select(x => Fact(x.row, teams[x.row.TeamId]))]),
            shared.Key.province,
            chunk[0].request?.Id
        );

    private static ActivityFact Fact(ActivityRow row, ActivityTeam team) =>
        new(
            row.Id,
            Version: 1,
            row.TeamId,
            team.UnitId,
            row.Content.OccurredOn,
            row.Content.Topic,
            row.Content.Form,
            row.Content.Audience,
            row.Content.PeopleGuided,
            row.Content.Households,
            row.Content.Outcomes,
            Voided: false
        );

    private sealed record Submission(
        IReadOnlyList<ActivityRow> Rows,
        Caller Caller,
        System.Diagnostics.Activity? Request
    );
}
