using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CongNgheSo.Services.Activity.Migrations
{
    /// <summary>Activities by month, and a table of ids that knows no months. EF Core knows nothing of partitions: SQL.</summary>
    public partial class MonthlyPartitions : Migration
    {
        private const string Columns =
            "id, version, team_id, unit_id, occurred_on, topic, form, audience, people_guided, households, outcomes, voided, recorded_at, recorded_by";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                ALTER TABLE activities RENAME TO activities_before;
                ALTER INDEX pk_activities RENAME TO pk_activities_before;
                DROP INDEX ix_activities_team_id_occurred_on;

                CREATE TABLE activity_ids (id uuid NOT NULL, recorded_hash bigint NOT NULL);
                INSERT INTO activity_ids SELECT id, recorded_hash FROM activities_before;
                ALTER TABLE activity_ids ADD CONSTRAINT pk_activity_ids PRIMARY KEY (id);

                CREATE TABLE activities (
                    id uuid NOT NULL, version integer NOT NULL, team_id uuid NOT NULL, unit_id integer NOT NULL,
                    occurred_on date NOT NULL, topic text NOT NULL, form text NOT NULL, audience text NOT NULL,
                    people_guided integer NOT NULL, households integer NOT NULL, outcomes jsonb NOT NULL,
                    voided boolean NOT NULL, recorded_at timestamp with time zone NOT NULL, recorded_by text NOT NULL
                ) PARTITION BY RANGE (occurred_on);
                -- Not unique, which here it could be within a month only: activity_ids decides.
                CREATE INDEX ix_activities_id ON activities (id);
                CREATE INDEX ix_activities_team_id ON activities (team_id);
                CREATE TABLE activities_default PARTITION OF activities DEFAULT;

                -- Makes the months from one day to another, those that are there already excepted. What had to go into
                -- the default partition in the meantime moves to its month.
                CREATE FUNCTION make_activity_months(first_day date, last_day date) RETURNS void LANGUAGE plpgsql AS $$
                DECLARE
                    month date := date_trunc('month', first_day);
                    next_month date;
                    partition text;
                BEGIN
                    PERFORM pg_advisory_xact_lock(x'6d6f6e746873'::bigint); -- "months"
                    WHILE month <= last_day LOOP
                        next_month := month + interval '1 month';
                        partition := 'activities_' || to_char(month, 'YYYY_MM');
                        IF to_regclass(partition) IS NULL THEN
                            EXECUTE format('CREATE TABLE %I (LIKE activities INCLUDING ALL)', partition);
                            LOCK TABLE activities_default IN ACCESS EXCLUSIVE MODE;
                            EXECUTE format(
                                'WITH moved AS (DELETE FROM activities_default WHERE occurred_on >= %L AND occurred_on < %L RETURNING *) '
                                'INSERT INTO %I SELECT * FROM moved', month, next_month, partition);
                            EXECUTE format(
                                'ALTER TABLE activities ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                                partition, month, next_month);
                        END IF;
                        month := next_month;
                    END LOOP;
                END $$;
                SELECT make_activity_months(min(occurred_on), max(occurred_on)) FROM activities_before
                HAVING count(*) > 0;
                """
            );
            migrationBuilder.Sql($"INSERT INTO activities ({Columns}) SELECT {Columns} FROM activities_before");
            migrationBuilder.Sql("DROP TABLE activities_before");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP FUNCTION make_activity_months(date, date);
                ALTER TABLE activities RENAME TO activities_by_month;
                CREATE TABLE activities (
                    id uuid NOT NULL, version integer NOT NULL, team_id uuid NOT NULL, unit_id integer NOT NULL,
                    occurred_on date NOT NULL, topic text NOT NULL, form text NOT NULL, audience text NOT NULL,
                    people_guided integer NOT NULL, households integer NOT NULL, outcomes jsonb NOT NULL,
                    voided boolean NOT NULL, recorded_hash bigint NOT NULL,
                    recorded_at timestamp with time zone NOT NULL, recorded_by text NOT NULL,
                    CONSTRAINT pk_activities PRIMARY KEY (id)
                );
                """
            );
            migrationBuilder.Sql(
                $"""
                INSERT INTO activities ({Columns}, recorded_hash)
                SELECT {Columns}, recorded_hash FROM activities_by_month JOIN activity_ids USING (id)
                """
            );
            migrationBuilder.Sql(
                """
                DROP TABLE activities_by_month, activity_ids;
                CREATE INDEX ix_activities_team_id_occurred_on ON activities (team_id, occurred_on);
                """
            );
        }
    }
}
