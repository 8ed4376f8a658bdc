using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CongNgheSo.Services.Registry.Migrations
{
    /// <inheritdoc />
    public partial class TeamImportJobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "team_imports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false),
                    unit = table.Column<string>(type: "text", nullable: false),
                    format = table.Column<string>(type: "text", nullable: false),
                    dry_run = table.Column<bool>(type: "boolean", nullable: false),
                    file_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_row = table.Column<int>(type: "integer", nullable: false),
                    rows_accepted = table.Column<int>(type: "integer", nullable: false),
                    rows_unchanged = table.Column<int>(type: "integer", nullable: false),
                    rows_rejected = table.Column<int>(type: "integer", nullable: false),
                    teams_accepted = table.Column<int>(type: "integer", nullable: false),
                    teams_unchanged = table.Column<int>(type: "integer", nullable: false),
                    teams_rejected = table.Column<int>(type: "integer", nullable: false),
                    members_accepted = table.Column<int>(type: "integer", nullable: false),
                    members_unchanged = table.Column<int>(type: "integer", nullable: false),
                    members_rejected = table.Column<int>(type: "integer", nullable: false),
                    errors = table.Column<int>(type: "integer", nullable: false),
                    failure_code = table.Column<string>(type: "text", nullable: true),
                    failure_vi = table.Column<string>(type: "text", nullable: true),
                    failure_en = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "team_import_errors",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    row = table.Column<int>(type: "integer", nullable: false),
                    column = table.Column<string>(type: "text", nullable: true),
                    field = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    vi = table.Column<string>(type: "text", nullable: false),
                    en = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_import_errors", x => new { x.import_id, x.number });
                    table.ForeignKey(
                        name: "fk_team_import_errors_team_imports_import_id",
                        column: x => x.import_id,
                        principalTable: "team_imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "team_import_parts",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_import_parts", x => new { x.import_id, x.number });
                    table.ForeignKey(
                        name: "fk_team_import_parts_team_imports_import_id",
                        column: x => x.import_id,
                        principalTable: "team_imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_team_imports_client_id_sent_at",
                table: "team_imports",
                columns: new[] { "client_id", "sent_at" });

            migrationBuilder.CreateIndex(
                name: "ix_team_imports_sent_at",
                table: "team_imports",
                column: "sent_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "team_import_errors");

            migrationBuilder.DropTable(
                name: "team_import_parts");

            migrationBuilder.DropTable(
                name: "team_imports");
        }
    }
}
