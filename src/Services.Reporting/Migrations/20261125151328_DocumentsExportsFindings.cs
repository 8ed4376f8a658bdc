using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CongNgheSo.Services.Reporting.Migrations
{
    /// <inheritdoc />
    public partial class DocumentsExportsFindings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_reports_due_on",
                table: "reports");

            migrationBuilder.AddColumn<DateOnly>(
                name: "remind_on",
                table: "reports",
                type: "date",
                nullable: true);

            // The reminder that comes after those that were sent.
            migrationBuilder.Sql(
                """
                UPDATE reports AS report
                SET remind_on = due_on + (period.content -> 'reminderDays' ->> report.reminders_sent)::int
                FROM report_periods AS period
                WHERE period.id = report.period_id
                """
            );

            migrationBuilder.DropColumn(
                name: "reminders_sent",
                table: "reports");

            migrationBuilder.CreateTable(
                name: "export_jobs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false),
                    unit = table.Column<string>(type: "text", nullable: false),
                    table = table.Column<string>(type: "text", nullable: false),
                    format = table.Column<string>(type: "text", nullable: false),
                    query = table.Column<string>(type: "jsonb", nullable: false),
                    in_english = table.Column<bool>(type: "boolean", nullable: false),
                    asked_hash = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    file_hash = table.Column<string>(type: "text", nullable: true),
                    bytes = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_export_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "finding_days",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finding_days", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "finding_rules",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false),
                    smaller = table.Column<string>(type: "text", nullable: false),
                    larger = table.Column<string>(type: "text", nullable: false),
                    vi = table.Column<string>(type: "text", nullable: false),
                    en = table.Column<string>(type: "text", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finding_rules", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "findings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    indicator = table.Column<string>(type: "text", nullable: true),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_code = table.Column<string>(type: "text", nullable: false),
                    unit_name = table.Column<string>(type: "text", nullable: false),
                    unit_path = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    level = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    figures = table.Column<string>(type: "jsonb", nullable: false),
                    units = table.Column<string[]>(type: "text[]", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    assignee = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_findings", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_reports_remind_on",
                table: "reports",
                column: "remind_on",
                filter: "state IN ('draft', 'returned') AND revision = 0 AND remind_on IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_export_jobs_asked_at",
                table: "export_jobs",
                column: "asked_at",
                filter: "status IN ('queued', 'running')");

            migrationBuilder.CreateIndex(
                name: "ix_export_jobs_client_id_asked_at",
                table: "export_jobs",
                columns: new[] { "client_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_export_jobs_expires_at",
                table: "export_jobs",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_export_jobs_file_hash",
                table: "export_jobs",
                column: "file_hash");

            migrationBuilder.CreateIndex(
                name: "ix_findings_to_id",
                table: "findings",
                columns: new[] { "to", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_findings_unit_id",
                table: "findings",
                column: "unit_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "export_jobs");

            migrationBuilder.DropTable(
                name: "finding_days");

            migrationBuilder.DropTable(
                name: "finding_rules");

            migrationBuilder.DropTable(
                name: "findings");

            migrationBuilder.DropIndex(
                name: "ix_reports_remind_on",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "remind_on",
                table: "reports");

            migrationBuilder.AddColumn<int>(
                name: "reminders_sent",
                table: "reports",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "ix_reports_due_on",
                table: "reports",
                column: "due_on",
                filter: "state IN ('draft', 'returned')");
        }
    }
}
