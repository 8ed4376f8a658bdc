using System.Globalization;

namespace CongNgheSo.Simulator;

/// <summary>
/// Millions of activities over the past year put straight into the databases of Activity and Reporting, with the ids,
/// facts and totals that recording them would have left behind. Indexes grow while they are filled, as they do in years.
/// </summary>
/// <param name="lastDay">Last day of the year (yyyy-MM-dd); today where null.</param>
public sealed class YearOfActivities(
    PostgresTools postgres,
    string activityDb,
    string reportingDb,
    string? lastDay = null
)
{
    private const int RowsAStatement = 500_000;

    /// <summary>Row i of the year, the same in both databases. Small fields follow from i; the id looks like chance.</summary>
    private const string Row = """
        team AS (SELECT array_agg(id ORDER BY id) AS ids, array_agg(unit_id ORDER BY id) AS units FROM teams),
        drawn AS (
            SELECT md5('year ' || i)::uuid AS id, i, hashint8(i)::bigint & 2147483647 AS chance
            FROM generate_series($first$::bigint, $last$::bigint) AS i
        ),
        row AS (
            SELECT drawn.id, i, ids[1 + chance % cardinality(ids)] AS team_id, units[1 + chance % cardinality(ids)] AS unit_id,
                $last-day$ - (i % 365)::int AS day, topics[1 + i % 365 % cardinality(topics)] AS topic,
                (chance % 41)::int AS people, (chance % 21)::int AS households, (1 + chance % 8)::int AS activated
            FROM drawn, team, (SELECT ARRAY['public-services', 'online-payment', 'online-safety', 'online-shopping']) AS catalogue (topics)
        )
        """;

    private const string Activities = $"""
        WITH {Row}, ids AS (INSERT INTO activity_ids SELECT id, i FROM row)
        INSERT INTO activities (id, version, team_id, unit_id, occurred_on, topic, form, audience, people_guided,
            households, outcomes, voided, recorded_at, recorded_by)
        SELECT id, 1, team_id, unit_id, day, topic, 'household-visit', 'elderly', people, households,
            jsonb_build_object('vneid-level2-activated', activated), false, day, 'year' FROM row
        """;

    private const string Facts = $"""
        WITH {Row}
        INSERT INTO facts (kind, id, version, unit_id, day, figures)
        SELECT 1, id, 1, unit_id, day, jsonb_strip_nulls(jsonb_build_object('activities', 1,
            'activities.form.household-visit', 1, 'people-guided', nullif(people, 0),
            'people-guided.audience.elderly', nullif(people, 0), 'people-guided.' || topic, nullif(people, 0),
            'households', nullif(households, 0), 'vneid-level2-activated', activated)) FROM row
        """;

    /// <summary>What those facts add to the totals of their units and all that stands above them on their days.</summary>
    private const string Totals = $"""
        WITH RECURSIVE {Row}, done AS (
            SELECT unit_id, day, topic, count(*) AS activities, sum(people) AS people, sum(households) AS households,
                sum(activated) AS activated
            FROM row GROUP BY unit_id, day, topic
        ), hung AS (
            SELECT unit_id, parent_id,
                CASE WHEN lag(valid_from) OVER stays IS NULL THEN '-infinity' ELSE valid_from END AS first,
                coalesce(lead(valid_from) OVER stays, 'infinity') AS after
            FROM unit_placements WINDOW stays AS (PARTITION BY unit_id ORDER BY valid_from)
        ), above AS (
            SELECT DISTINCT unit_id AS below, unit_id, '-infinity'::date AS first, 'infinity'::date AS after FROM teams
            UNION
            SELECT above.below, hung.parent_id, greatest(above.first, hung.first), least(above.after, hung.after)
            FROM above JOIN hung USING (unit_id) WHERE greatest(above.first, hung.first) < least(above.after, hung.after)
        ), sums AS (
            SELECT above.unit_id, day, topic, sum(activities) AS activities, sum(people) AS people,
                sum(households) AS households, sum(activated) AS activated
            FROM done JOIN above ON above.below = done.unit_id AND day >= first AND day < after
            GROUP BY above.unit_id, day, topic
        )
        INSERT INTO unit_days AS total (unit_id, day, figures)
        SELECT unit_id, day, jsonb_strip_nulls(jsonb_build_object('activities', activities,
            'activities.form.household-visit', activities, 'people-guided', nullif(people, 0),
            'people-guided.audience.elderly', nullif(people, 0), 'people-guided.' || topic, nullif(people, 0),
            'households', nullif(households, 0), 'vneid-level2-activated', activated)) FROM sums
        ON CONFLICT (unit_id, day) DO UPDATE SET figures = (
            SELECT jsonb_object_agg(key, figure) FROM (
                SELECT key, sum(value::bigint) AS figure FROM (
                    SELECT * FROM jsonb_each_text(total.figures) UNION ALL SELECT * FROM jsonb_each_text(excluded.figures)
                ) AS each GROUP BY key
            ) AS figures
        )
        """;

    /// <summary>The months of those days, written anew.</summary>
    private const string Months = """
        TRUNCATE unit_months;
        INSERT INTO unit_months (unit_id, month, figures)
        SELECT unit_id, month, jsonb_object_agg(key, total)
        FROM (
            SELECT unit_id, date_trunc('month', day)::date AS month, key, sum(value::bigint) AS total
            FROM unit_days CROSS JOIN LATERAL jsonb_each_text(figures)
            WHERE NOT EXISTS (SELECT FROM units WHERE units.id = unit_id AND level = 4)
            GROUP BY 1, 2, 3
        ) AS sums
        WHERE total <> 0 GROUP BY unit_id, month;
        """;

    /// <summary>Fills both databases and leaves them as autovacuum would.</summary>
    public async Task FillAsync(double millions, CancellationToken cancellationToken)
    {
        var rows = (long)(millions * 1_000_000);
        for (var first = 1L; first <= rows; first += RowsAStatement)
        {
            var last = Math.Min(rows, first + RowsAStatement - 1);
            await postgres.PsqlAsync(activityDb, Between(Activities, first, last), cancellationToken);
            await postgres.PsqlAsync(reportingDb, Between(Facts, first, last), cancellationToken);
        }
        await postgres.PsqlAsync(reportingDb, Between(Totals, 1, rows), cancellationToken);
        await postgres.PsqlAsync(reportingDb, Months, cancellationToken);
        foreach (var database in new[] { activityDb, reportingDb })
            await postgres.PsqlAsync(database, "VACUUM ANALYZE", cancellationToken);
        await postgres.PsqlAsync(activityDb, "CHECKPOINT", cancellationToken);
    }

    /// <summary>Activities recorded, and those in the nation's totals: the same, once all is taken in.</summary>
    public async Task<(long Recorded, long Counted)> CountAsync(CancellationToken cancellationToken) =>
        (
            Number(await postgres.PsqlAsync(activityDb, "SELECT count(*) FROM activities", cancellationToken)),
            Number(
                await postgres.PsqlAsync(
                    reportingDb,
                    """
                    SELECT sum((figures ->> 'activities')::bigint) FROM unit_days
                    WHERE unit_id = (SELECT id FROM units WHERE level = 0)
                    """,
                    cancellationToken
                )
            )
        );

    private string Between(string sql, long first, long last) =>
        sql.Replace("$last-day$", lastDay is null ? "current_date" : $"DATE '{lastDay}'", StringComparison.Ordinal)
            .Replace("$first$", first.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("$last$", last.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
