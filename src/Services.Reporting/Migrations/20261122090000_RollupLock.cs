using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CongNgheSo.Services.Reporting.Migrations
{
    /// <summary>The row that writers of totals lock; no entity, so the model stays as it is.</summary>
    [DbContext(typeof(ReportingDbContext))]
    [Migration("20261122090000_RollupLock")]
    public partial class RollupLock : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE TABLE rollup_lock (
                    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
                    tree_generation bigint NOT NULL
                );
                INSERT INTO rollup_lock (tree_generation) VALUES (1);
                """
            );
            migrationBuilder.Sql("DROP FUNCTION add_figures(jsonb, jsonb)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TABLE rollup_lock");
            migrationBuilder.Sql(
                """
                CREATE FUNCTION add_figures(jsonb, jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                    SELECT coalesce(jsonb_object_agg(key, total), '{}') FROM (
                        SELECT key, sum(value::bigint) AS total
                        FROM (SELECT * FROM jsonb_each_text($1) UNION ALL SELECT * FROM jsonb_each_text($2)) AS each
                        GROUP BY key HAVING sum(value::bigint) <> 0
                    ) AS sums
                $$
                """
            );
        }
    }
}
