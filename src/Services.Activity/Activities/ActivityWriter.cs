using System.Diagnostics;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.ServiceDefaults.Telemetry;
using CongNgheSo.Services.Activity.ActivityReviews;
using CongNgheSo.Services.Activity.HeldChanges;
using CongNgheSo.Services.Activity.Topics;
using Npgsql;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>A valid activity on its way to the database.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TeamId">The team that did it.</param>
/// <param name="Content">What was done.</param>
/// <param name="Flags">What is beyond the usual in it; mostly nothing.</param>
public sealed record ActivityRow(Guid Id, Guid TeamId, ActivityContent Content, IReadOnlyList<ActivityFlag> Flags)
{
    public static ActivityRow Of(Guid id, Guid teamId, ActivityContent content, ActivityCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return new ActivityRow(id, teamId, content, catalogue.Current.Flags(content));
    }

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

    /// <summary>Rows of a request that shares a lane with single activities: they do not wait for a province's file.</summary>
    private const int MostOfSmall = 100;
    private static readonly TimeSpan TeamGrace = TimeSpan.FromSeconds(2);

    private readonly NpgsqlDataSource database;
    private readonly OutboxSignal signal;
    private readonly TimeProvider clock;
    private readonly ActivityCatalogue catalogue;
    private readonly GroupCommit<Submission, Outcome[]> small;
    private readonly GroupCommit<Submission, Outcome[]> large;

    public ActivityWriter(
        NpgsqlDataSource database,
        OutboxSignal signal,
        TimeProvider clock,
        ActivityCatalogue catalogue
    )
    {
        (this.database, this.signal, this.clock, this.catalogue) = (database, signal, clock, catalogue);
        small = Lane(maxWeight: 2_000, linger: TimeSpan.FromMilliseconds(10));
        large = Lane(maxWeight: 5_000, linger: TimeSpan.Zero);
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
            if (dryRun)
                return (await CommitAsync([submission], keep: false, cancellationToken))[0];
            var lane = some.Count > MostOfSmall ? large : small;
            return await lane.AddAsync(submission, cancellationToken);
        }
    }

    /// <summary>One, so that all who wait share a transaction and its events.</summary>
    private GroupCommit<Submission, Outcome[]> Lane(int maxWeight, TimeSpan linger) =>
        new(CommitAsync, lanes: 1, weight: submission => submission.Rows.Count, maxWeight, linger);

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
        while (true)
            try
            {
                return await TryCommitAsync(connection, submissions, keep, cancellationToken);
            }
            // Recorded by another group since this one looked: now it is there to be seen.
            catch (PostgresException exception)
                when (DatabaseFailures.IsUniqueViolation(exception, ActivityId.PrimaryKey)) { }
    }

    private async Task<Outcome[][]> TryCommitAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Submission> submissions,
        bool keep,
        CancellationToken cancellationToken
    )
    {
        var rows = submissions.SelectMany(submission => submission.Rows).ToArray();
        // Sent with the first statement; all that follows is one transaction.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (teams, hashes, awaited) = await ActivityInsert.ReadAsync(
            connection,
            [.. rows.Select(row => row.TeamId).Distinct()],
            Array.ConvertAll(rows, row => row.Id),
            cancellationToken
        );
        var outcomes = submissions.Select(submission => new Outcome[submission.Rows.Count]).ToArray();
        var added = new List<NewActivity>(rows.Length);
        for (var submission = 0; submission < submissions.Count; submission++)
        for (var index = 0; index < outcomes[submission].Length; index++)
        {
            var (row, caller) = (submissions[submission].Rows[index], submissions[submission].Caller);
            var outcome = Judge(row, caller, teams, hashes);
            outcomes[submission][index] = outcome;
            if (!outcome.IsNew)
                continue;
            hashes.Add(row.Id, row.Hash); // A second row with the id is compared with this one.
            added.Add(new NewActivity(row, teams[row.TeamId].UnitId, caller.ClientId));
        }
        if (!keep || added.Count == 0)
            return outcomes;
        // Always in the order of ids, so that two groups never wait for each other in a circle.
        added.Sort((left, right) => left.Row.Id.CompareTo(right.Row.Id));
        OutboxMessage[] events = [.. Events(submissions, outcomes, teams)];
        var now = clock.GetUtcNow();
        await ActivityInsert.InsertAsync(connection, [.. added], events, now, cancellationToken);
        awaited.IntersectWith(added.Select(activity => activity.Row.Id));
        if (awaited.Count > 0)
            await HeldArrivals.ApplyAsync(transaction, awaited, catalogue.Current, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Notify();
        return outcomes;
    }

    private Outcome Judge(
        ActivityRow row,
        Caller caller,
        Dictionary<Guid, ActivityTeam> teams,
        Dictionary<Guid, long> hashes
    )
    {
        if (ActivityTeams.JudgeCaller(row, teams, caller) is { } notTheirs)
            return notTheirs;
        // What is recorded stays so, whatever became of its team and its codes since.
        if (hashes.TryGetValue(row.Id, out var hash))
            return hash == row.Hash ? new Outcome(IsNew: false) : new Refusal(ActivityProblems.IdTaken, "id", row.Id);
        var team = teams[row.TeamId];
        var refusal =
            ActivityTeams.JudgeDay(row.TeamId, row.Content.OccurredOn, team.EstablishedOn, team.DissolvedOn)
            ?? catalogue.Current.Judge(row.Content, UnitPath.Province(team.UnitPath));
        return refusal is null ? new Outcome(IsNew: true) : refusal;
    }

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
