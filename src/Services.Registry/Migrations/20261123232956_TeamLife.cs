using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CongNgheSo.Services.Registry.Migrations
{
    /// <inheritdoc />
    public partial class TeamLife : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "dissolution_signatory",
                table: "teams",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "merged_into",
                table: "teams",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "signatory",
                table: "teams",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "erased_on",
                table: "members",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "what",
                table: "member_readings",
                type: "text",
                nullable: false,
                defaultValue: "names-and-phones");

            migrationBuilder.AddColumn<string>(
                name: "search_key",
                table: "teams",
                type: "text",
                nullable: false,
                computedColumnSql: "translate(regexp_replace(normalize(lower(coalesce(name, '') COLLATE \"vi-x-icu\"), NFD), '[\\u0300-\\u036f]', '', 'g'), 'đð', 'dd')",
                stored: true);

            migrationBuilder.CreateTable(
                name: "channels",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    link = table.Column<string>(type: "text", nullable: true),
                    phone = table.Column<string>(type: "text", nullable: true),
                    unit_code = table.Column<string>(type: "text", nullable: true),
                    team_id = table.Column<Guid>(type: "uuid", nullable: true),
                    recorded_hash = table.Column<long>(type: "bigint", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_channels", x => x.id);
                    table.ForeignKey(
                        name: "fk_channels_teams_team_id",
                        column: x => x.team_id,
                        principalTable: "teams",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "composition_policies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    unit_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    team_kind = table.Column<string>(type: "text", nullable: true),
                    team_level = table.Column<string>(type: "text", nullable: true),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    min_members = table.Column<int>(type: "integer", nullable: true),
                    max_members = table.Column<int>(type: "integer", nullable: true),
                    leader_backgrounds = table.Column<string[]>(type: "text[]", nullable: false),
                    enforcement = table.Column<string>(type: "text", nullable: false),
                    document_number = table.Column<string>(type: "text", nullable: false),
                    recorded_hash = table.Column<long>(type: "bigint", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_composition_policies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "support_points",
                columns: table => new
                {
                    unit_code = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    body_name = table.Column<string>(type: "text", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: true),
                    email = table.Column<string>(type: "text", nullable: true),
                    hours = table.Column<string>(type: "text", nullable: true),
                    recorded_by = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_support_points", x => x.unit_code);
                });

            migrationBuilder.CreateTable(
                name: "team_decisions",
                columns: table => new
                {
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_version = table.Column<int>(type: "integer", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    decision_number = table.Column<string>(type: "text", nullable: false),
                    decision_date = table.Column<DateOnly>(type: "date", nullable: false),
                    signatory = table.Column<string>(type: "text", nullable: true),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: true),
                    ends = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    merger_id = table.Column<Guid>(type: "uuid", nullable: true),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_decisions", x => new { x.team_id, x.team_version });
                    table.ForeignKey(
                        name: "fk_team_decisions_teams_team_id",
                        column: x => x.team_id,
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "team_equipment",
                columns: table => new
                {
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_equipment", x => x.team_id);
                    table.ForeignKey(
                        name: "fk_team_equipment_teams_team_id",
                        column: x => x.team_id,
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "team_kind_names",
                columns: table => new
                {
                    kind = table.Column<string>(type: "text", nullable: false),
                    unit_code = table.Column<string>(type: "text", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_kind_names", x => new { x.kind, x.unit_code, x.valid_from });
                });

            migrationBuilder.CreateTable(
                name: "team_mergers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    decision_number = table.Column<string>(type: "text", nullable: false),
                    decision_date = table.Column<DateOnly>(type: "date", nullable: false),
                    signatory = table.Column<string>(type: "text", nullable: true),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    result_team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    members_left = table.Column<int>(type: "integer", nullable: false),
                    members_joined = table.Column<int>(type: "integer", nullable: false),
                    recorded_hash = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_mergers", x => x.id);
                    table.ForeignKey(
                        name: "fk_team_mergers_teams_result_team_id",
                        column: x => x.result_team_id,
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "team_equipment_items",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_equipment_items", x => x.id);
                    table.ForeignKey(
                        name: "fk_team_equipment_items_team_equipment_team_id",
                        column: x => x.team_id,
                        principalTable: "team_equipment",
                        principalColumn: "team_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "team_merger_parts",
                columns: table => new
                {
                    merger_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_merger_parts", x => new { x.merger_id, x.team_id });
                    table.ForeignKey(
                        name: "fk_team_merger_parts_team_mergers_merger_id",
                        column: x => x.merger_id,
                        principalTable: "team_mergers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_team_merger_parts_teams_team_id",
                        column: x => x.team_id,
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_teams_merged_into",
                table: "teams",
                column: "merged_into");

            migrationBuilder.CreateIndex(
                name: "ix_members_phone_name_key",
                table: "members",
                columns: new[] { "phone", "name_key" },
                filter: "phone IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_channels_team_id",
                table: "channels",
                column: "team_id");

            migrationBuilder.CreateIndex(
                name: "ix_channels_unit_code",
                table: "channels",
                column: "unit_code");

            migrationBuilder.CreateIndex(
                name: "ix_composition_policies_unit_code_valid_from",
                table: "composition_policies",
                columns: new[] { "unit_code", "valid_from" });

            migrationBuilder.CreateIndex(
                name: "ix_team_equipment_items_team_id",
                table: "team_equipment_items",
                column: "team_id");

            migrationBuilder.CreateIndex(
                name: "ix_team_merger_parts_team_id",
                table: "team_merger_parts",
                column: "team_id");

            migrationBuilder.CreateIndex(
                name: "ix_team_mergers_result_team_id",
                table: "team_mergers",
                column: "result_team_id");

            migrationBuilder.AddForeignKey(
                name: "fk_teams_teams_merged_into",
                table: "teams",
                column: "merged_into",
                principalTable: "teams",
                principalColumn: "id");

            migrationBuilder.RefuseOverlaps();
            migrationBuilder.WriteFirstDecisions();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_teams_teams_merged_into",
                table: "teams");

            migrationBuilder.DropTable(
                name: "channels");

            migrationBuilder.DropTable(
                name: "composition_policies");

            migrationBuilder.DropTable(
                name: "support_points");

            migrationBuilder.DropTable(
                name: "team_decisions");

            migrationBuilder.DropTable(
                name: "team_equipment_items");

            migrationBuilder.DropTable(
                name: "team_kind_names");

            migrationBuilder.DropTable(
                name: "team_merger_parts");

            migrationBuilder.DropTable(
                name: "team_equipment");

            migrationBuilder.DropTable(
                name: "team_mergers");

            migrationBuilder.DropIndex(
                name: "ix_teams_merged_into",
                table: "teams");

            migrationBuilder.DropIndex(
                name: "ix_members_phone_name_key",
                table: "members");

            migrationBuilder.DropColumn(
                name: "search_key",
                table: "teams");

            migrationBuilder.DropColumn(
                name: "dissolution_signatory",
                table: "teams");

            migrationBuilder.DropColumn(
                name: "merged_into",
                table: "teams");

            migrationBuilder.DropColumn(
                name: "signatory",
                table: "teams");

            migrationBuilder.DropColumn(
                name: "erased_on",
                table: "members");

            migrationBuilder.DropColumn(
                name: "what",
                table: "member_readings");
        }
    }
}
