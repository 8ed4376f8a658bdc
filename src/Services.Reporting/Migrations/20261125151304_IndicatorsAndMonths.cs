using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CongNgheSo.Services.Reporting.Migrations
{
    /// <inheritdoc />
    public partial class IndicatorsAndMonths : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "indicators",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: true),
                    unit_code = table.Column<string>(type: "text", nullable: false),
                    editions = table.Column<string>(type: "jsonb", nullable: false),
                    recorded_hash = table.Column<long>(type: "bigint", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_indicators", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "totals_checks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    requested_by = table.Column<string>(type: "text", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    passes = table.Column<int>(type: "integer", nullable: false),
                    units_total = table.Column<int>(type: "integer", nullable: false),
                    units_done = table.Column<int>(type: "integer", nullable: false),
                    differences = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_totals_checks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "unit_months",
                columns: table => new
                {
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    figures = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_months", x => new { x.unit_id, x.month });
                });

            // As unit_days: a row that changes stays on its page. Villages have no months.
            migrationBuilder.Sql(
                """
                ALTER TABLE unit_months SET (fillfactor = 70);
                INSERT INTO unit_months (unit_id, month, figures)
                SELECT unit_id, month, jsonb_object_agg(key, total)
                FROM (
                    SELECT unit_id, date_trunc('month', day)::date AS month, key, sum(value::bigint) AS total
                    FROM unit_days CROSS JOIN LATERAL jsonb_each_text(figures)
                    WHERE NOT EXISTS (SELECT FROM units WHERE units.id = unit_id AND level = 4)
                    GROUP BY 1, 2, 3
                ) AS sums
                WHERE total <> 0
                GROUP BY unit_id, month;
                """
            );

            migrationBuilder.CreateTable(
                name: "totals_differences",
                columns: table => new
                {
                    check_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_code = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    indicator = table.Column<string>(type: "text", nullable: false),
                    kept = table.Column<long>(type: "bigint", nullable: false),
                    recomputed = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_totals_differences", x => new { x.check_id, x.number });
                    table.ForeignKey(
                        name: "fk_totals_differences_totals_checks_check_id",
                        column: x => x.check_id,
                        principalTable: "totals_checks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_totals_checks_requested_at",
                table: "totals_checks",
                column: "requested_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "indicators");

            migrationBuilder.DropTable(
                name: "totals_differences");

            migrationBuilder.DropTable(
                name: "unit_months");

            migrationBuilder.DropTable(
                name: "totals_checks");
        }
    }
}
