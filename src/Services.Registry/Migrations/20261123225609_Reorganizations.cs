using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CongNgheSo.Services.Registry.Migrations
{
    /// <inheritdoc />
    public partial class Reorganizations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_units_code_valid_from",
                table: "units");

            migrationBuilder.DropIndex(
                name: "ix_teams_unit_id_kind_decision_number",
                table: "teams");

            migrationBuilder.AddColumn<int[]>(
                name: "earlier_units",
                table: "teams",
                type: "integer[]",
                nullable: false,
                defaultValue: new int[0]);

            migrationBuilder.AddColumn<DateOnly[]>(
                name: "earlier_until",
                table: "teams",
                type: "date[]",
                nullable: false,
                defaultValue: new DateOnly[0]);

            migrationBuilder.CreateTable(
                name: "reorganizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    issuing_body = table.Column<string>(type: "text", nullable: false),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    recorded_hash = table.Column<long>(type: "bigint", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    applied_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revocation_reason = table.Column<string>(type: "text", nullable: true),
                    opened = table.Column<int[]>(type: "integer[]", nullable: false),
                    closed = table.Column<int[]>(type: "integer[]", nullable: false),
                    moved = table.Column<int[]>(type: "integer[]", nullable: false),
                    inherited = table.Column<int[]>(type: "integer[]", nullable: false),
                    heirs = table.Column<int[]>(type: "integer[]", nullable: false),
                    replaced = table.Column<int[]>(type: "integer[]", nullable: false),
                    replaced_parents = table.Column<int[]>(type: "integer[]", nullable: false),
                    effect = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reorganizations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "unit_aliases",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    alias_code = table.Column<string>(type: "text", nullable: false),
                    alias_key = table.Column<string>(type: "text", nullable: false),
                    alias_name = table.Column<string>(type: "text", nullable: false),
                    own_key = table.Column<string>(type: "text", nullable: false),
                    search_key = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_aliases", x => new { x.alias_code, x.alias_key, x.code, x.name });
                });

            migrationBuilder.CreateTable(
                name: "unit_successions",
                columns: table => new
                {
                    predecessor_id = table.Column<int>(type: "integer", nullable: false),
                    successor_id = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    is_partial = table.Column<bool>(type: "boolean", nullable: false),
                    is_primary = table.Column<bool>(type: "boolean", nullable: false),
                    population = table.Column<string>(type: "text", nullable: true),
                    reorganization_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_successions", x => new { x.predecessor_id, x.successor_id });
                    table.ForeignKey(
                        name: "fk_unit_successions_units_predecessor_id",
                        column: x => x.predecessor_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_unit_successions_units_successor_id",
                        column: x => x.successor_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "worklist_assignments",
                columns: table => new
                {
                    reorganization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item = table.Column<string>(type: "text", nullable: false),
                    successor_id = table.Column<int>(type: "integer", nullable: false),
                    assigned_by = table.Column<string>(type: "text", nullable: false),
                    assigned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_worklist_assignments", x => new { x.reorganization_id, x.item });
                });

            migrationBuilder.CreateIndex(
                name: "ix_units_code_valid_from",
                table: "units",
                columns: new[] { "code", "valid_from" },
                unique: true,
                filter: "valid_to IS NULL OR valid_to > valid_from");

            migrationBuilder.CreateIndex(
                name: "ix_teams_unit_id_kind_decision_number_earlier_units",
                table: "teams",
                columns: new[] { "unit_id", "kind", "decision_number", "earlier_units" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reorganizations_effective_on_id",
                table: "reorganizations",
                columns: new[] { "effective_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_unit_aliases_search_key",
                table: "unit_aliases",
                column: "search_key")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_unit_successions_reorganization_id",
                table: "unit_successions",
                column: "reorganization_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_successions_successor_id",
                table: "unit_successions",
                column: "successor_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "reorganizations");

            migrationBuilder.DropTable(
                name: "unit_aliases");

            migrationBuilder.DropTable(
                name: "unit_successions");

            migrationBuilder.DropTable(
                name: "worklist_assignments");

            migrationBuilder.DropIndex(
                name: "ix_units_code_valid_from",
                table: "units");

            migrationBuilder.DropIndex(
                name: "ix_teams_unit_id_kind_decision_number_earlier_units",
                table: "teams");

            migrationBuilder.DropColumn(
                name: "earlier_units",
                table: "teams");

            migrationBuilder.DropColumn(
                name: "earlier_until",
                table: "teams");

            migrationBuilder.CreateIndex(
                name: "ix_units_code_valid_from",
                table: "units",
                columns: new[] { "code", "valid_from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_teams_unit_id_kind_decision_number",
                table: "teams",
                columns: new[] { "unit_id", "kind", "decision_number" },
                unique: true);
        }
    }
}
