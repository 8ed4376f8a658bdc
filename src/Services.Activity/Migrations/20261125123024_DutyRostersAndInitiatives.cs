using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CongNgheSo.Services.Activity.Migrations
{
    /// <inheritdoc />
    public partial class DutyRostersAndInitiatives : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddExtensions();

            migrationBuilder.CreateTable(
                name: "duty_rosters",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    unit_code = table.Column<string>(type: "text", nullable: false),
                    unit_path = table.Column<string>(type: "text", nullable: false),
                    unit_name = table.Column<string>(type: "text", nullable: false),
                    place_kind = table.Column<string>(type: "text", nullable: false),
                    place_name = table.Column<string>(type: "text", nullable: false),
                    place_key = table.Column<string>(type: "text", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: false),
                    min_per_day = table.Column<int>(type: "integer", nullable: false),
                    max_per_day = table.Column<int>(type: "integer", nullable: false),
                    per_day = table.Column<int>(type: "integer", nullable: false),
                    weekdays = table.Column<int[]>(type: "integer[]", nullable: false),
                    sessions = table.Column<string>(type: "jsonb", nullable: false),
                    closed_days = table.Column<DateOnly[]>(type: "date[]", nullable: false),
                    pool = table.Column<string>(type: "jsonb", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    closed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    created_hash = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duty_rosters", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "initiatives",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: true),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_code = table.Column<string>(type: "text", nullable: false),
                    unit_path = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false, collation: "vi-x-icu"),
                    description = table.Column<string>(type: "text", nullable: false),
                    topics = table.Column<string[]>(type: "text[]", nullable: false),
                    search_key = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    review_path = table.Column<string>(type: "text", nullable: true),
                    published_path = table.Column<string>(type: "text", nullable: true),
                    published_unit = table.Column<string>(type: "text", nullable: true),
                    published_unit_id = table.Column<int>(type: "integer", nullable: true),
                    published_on = table.Column<DateOnly>(type: "date", nullable: true),
                    applications = table.Column<int>(type: "integer", nullable: false),
                    proposed_hash = table.Column<long>(type: "bigint", nullable: false),
                    proposed_by = table.Column<string>(type: "text", nullable: false),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_initiatives", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "duty_shifts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    roster_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    starts_at = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    ends_at = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    origin = table.Column<string>(type: "text", nullable: false),
                    substitute_for = table.Column<Guid>(type: "uuid", nullable: true),
                    planned_hash = table.Column<long>(type: "bigint", nullable: false),
                    planned_by = table.Column<string>(type: "text", nullable: false),
                    planned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duty_shifts", x => x.id);
                    table.ForeignKey(
                        name: "fk_duty_shifts_duty_rosters_roster_id",
                        column: x => x.roster_id,
                        principalTable: "duty_rosters",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "initiative_applications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    initiative_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: true),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    unit_code = table.Column<string>(type: "text", nullable: false),
                    unit_path = table.Column<string>(type: "text", nullable: false),
                    applied_on = table.Column<DateOnly>(type: "date", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    withdrawn = table.Column<bool>(type: "boolean", nullable: false),
                    withdrawal_reason = table.Column<string>(type: "text", nullable: true),
                    recorded_hash = table.Column<long>(type: "bigint", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_initiative_applications", x => x.id);
                    table.ForeignKey(
                        name: "fk_initiative_applications_initiatives_initiative_id",
                        column: x => x.initiative_id,
                        principalTable: "initiatives",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "initiative_steps",
                columns: table => new
                {
                    initiative_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    unit_code = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    taken_by = table.Column<string>(type: "text", nullable: false),
                    taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_initiative_steps", x => new { x.initiative_id, x.version });
                    table.ForeignKey(
                        name: "fk_initiative_steps_initiatives_initiative_id",
                        column: x => x.initiative_id,
                        principalTable: "initiatives",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "duty_activity_links",
                columns: table => new
                {
                    activity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    shift_id = table.Column<Guid>(type: "uuid", nullable: false),
                    linked_by = table.Column<string>(type: "text", nullable: false),
                    linked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duty_activity_links", x => x.activity_id);
                    table.ForeignKey(
                        name: "fk_duty_activity_links_activity_ids_activity_id",
                        column: x => x.activity_id,
                        principalTable: "activity_ids",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_duty_activity_links_duty_shifts_shift_id",
                        column: x => x.shift_id,
                        principalTable: "duty_shifts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "duty_shift_changes",
                columns: table => new
                {
                    shift_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    member_before = table.Column<Guid>(type: "uuid", nullable: false),
                    member_after = table.Column<Guid>(type: "uuid", nullable: true),
                    other_shift_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    changed_by = table.Column<string>(type: "text", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duty_shift_changes", x => new { x.shift_id, x.version });
                    table.ForeignKey(
                        name: "fk_duty_shift_changes_duty_shifts_shift_id",
                        column: x => x.shift_id,
                        principalTable: "duty_shifts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_duty_activity_links_shift_id",
                table: "duty_activity_links",
                column: "shift_id");

            migrationBuilder.CreateIndex(
                name: "ix_duty_rosters_first_day_id",
                table: "duty_rosters",
                columns: new[] { "first_day", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_duty_shifts_day_starts_at_id",
                table: "duty_shifts",
                columns: new[] { "day", "starts_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_duty_shifts_member_id_day",
                table: "duty_shifts",
                columns: new[] { "member_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_duty_shifts_roster_id_day",
                table: "duty_shifts",
                columns: new[] { "roster_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_initiative_applications_initiative_id_team_id",
                table: "initiative_applications",
                columns: new[] { "initiative_id", "team_id" },
                unique: true,
                filter: "NOT withdrawn AND team_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_applications_initiative_id_unit_id",
                table: "initiative_applications",
                columns: new[] { "initiative_id", "unit_id" },
                unique: true,
                filter: "NOT withdrawn AND team_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_initiatives_proposed_at_id",
                table: "initiatives",
                columns: new[] { "proposed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_initiatives_search_key",
                table: "initiatives",
                column: "search_key")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.RefuseTwoPlacesAtOnce();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "duty_activity_links");

            migrationBuilder.DropTable(
                name: "duty_shift_changes");

            migrationBuilder.DropTable(
                name: "initiative_applications");

            migrationBuilder.DropTable(
                name: "initiative_steps");

            migrationBuilder.DropTable(
                name: "duty_shifts");

            migrationBuilder.DropTable(
                name: "initiatives");

            migrationBuilder.DropTable(
                name: "duty_rosters");
        }
    }
}
