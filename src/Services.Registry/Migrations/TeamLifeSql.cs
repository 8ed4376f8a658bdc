using Microsoft.EntityFrameworkCore.Migrations;

namespace CongNgheSo.Services.Registry.Migrations;

/// <summary>What the migration of teams' decisions needs beyond tables and columns.</summary>
internal static class TeamLifeSql
{
    /// <summary>
    /// One name of a kind a day, checked at the commit because closing one and opening the next are two statements; one
    /// policy a unit, kind and level a day.
    /// </summary>
    public static void RefuseOverlaps(this MigrationBuilder migration) =>
        migration.Sql(
            """
            ALTER TABLE team_kind_names ADD CONSTRAINT ex_team_kind_names_validity
                EXCLUDE USING gist (kind WITH =, unit_code WITH =, daterange(valid_from, valid_to) WITH &&)
                DEFERRABLE INITIALLY DEFERRED;
            ALTER TABLE composition_policies ADD CONSTRAINT ex_composition_policies_validity
                EXCLUDE USING gist (unit_code WITH =, (coalesce(team_kind, '')) WITH =, (coalesce(team_level, '')) WITH =,
                    daterange(valid_from, valid_to) WITH &&);
            """
        );

    /// <summary>
    /// Teams from before decisions were kept get what is still known: the decision they stand under counts as the one that
    /// established them, and the one that dissolved them, if one did, follows it.
    /// </summary>
    public static void WriteFirstDecisions(this MigrationBuilder migration) =>
        migration.Sql(
            """
            INSERT INTO team_decisions (
                team_id, team_version, type, decision_number, decision_date, effective_on, kind, name, ends, recorded_at,
                recorded_by)
            SELECT id, 1, 'establishment', decision_number, decision_date, established_on, kind, name, false, now(),
                recorded_by
            FROM teams;
            INSERT INTO team_decisions (
                team_id, team_version, type, decision_number, decision_date, effective_on, kind, name, ends, reason,
                recorded_at, recorded_by)
            SELECT id, version, 'dissolution', dissolution_number, dissolution_date, dissolved_on, kind, name, true,
                dissolution_reason, now(), recorded_by
            FROM teams WHERE dissolved_on IS NOT NULL;
            """
        );
}
