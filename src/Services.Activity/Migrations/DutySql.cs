using Microsoft.EntityFrameworkCore.Migrations;

namespace CongNgheSo.Services.Activity.Migrations;

/// <summary>What the migration of duty rosters and initiatives needs beyond tables and columns.</summary>
internal static class DutySql
{
    /// <summary>To be called first: the indexes of the tables need them.</summary>
    public static void AddExtensions(this MigrationBuilder migration) =>
        migration.Sql("CREATE EXTENSION IF NOT EXISTS btree_gist; CREATE EXTENSION IF NOT EXISTS pg_trgm;");

    /// <summary>
    /// Nobody is on duty at two places at once, whatever rosters they are on; checked at the commit because a swap is two
    /// statements.
    /// </summary>
    public static void RefuseTwoPlacesAtOnce(this MigrationBuilder migration) =>
        migration.Sql(
            """
            ALTER TABLE duty_shifts ADD CONSTRAINT ex_duty_shifts_one_place_at_a_time
                EXCLUDE USING gist (member_id WITH =, tsrange(day + starts_at, day + ends_at) WITH &&)
                WHERE (status IN ('planned', 'served'))
                DEFERRABLE INITIALLY DEFERRED;
            """
        );
}
