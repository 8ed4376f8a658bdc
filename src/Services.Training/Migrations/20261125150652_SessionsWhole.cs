using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CongNgheSo.Services.Training.Migrations
{
    /// <inheritdoc />
    public partial class SessionsWhole : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "capacity",
                table: "training_sessions",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "confirmation",
                table: "training_sessions",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "form",
                table: "training_sessions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "parts",
                table: "training_sessions",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "parts_required",
                table: "training_sessions",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "registration_until",
                table: "training_sessions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "rescheduling_reason",
                table: "training_sessions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "schedule_number",
                table: "training_sessions",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int[]>(
                name: "parts",
                table: "attendances",
                type: "integer[]",
                nullable: false,
                defaultValue: new int[0]);

            // Until now a session was one part.
            migrationBuilder.Sql("UPDATE attendances SET parts = '{1}' WHERE attended");

            migrationBuilder.DropColumn(
                name: "attended",
                table: "attendances");

            migrationBuilder.CreateTable(
                name: "attendance_corrections",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    corrected_by = table.Column<string>(type: "text", nullable: false),
                    corrected_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attendance_corrections", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "check_in_links",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    part = table.Column<int>(type: "integer", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    schedule_number = table.Column<int>(type: "integer", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    wrong_codes = table.Column<int>(type: "integer", nullable: false),
                    wrong_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_check_in_links", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "invitations",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule = table.Column<string>(type: "text", nullable: false),
                    invited_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    invited_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invitations", x => new { x.session_id, x.member_id });
                });

            migrationBuilder.CreateTable(
                name: "registrations",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    standing = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    registered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    registered_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registrations", x => new { x.session_id, x.member_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_attendance_corrections_session_id_id",
                table: "attendance_corrections",
                columns: new[] { "session_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_check_in_links_session_id_id",
                table: "check_in_links",
                columns: new[] { "session_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_registrations_session_id_code",
                table: "registrations",
                columns: new[] { "session_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_registrations_session_id_position",
                table: "registrations",
                columns: new[] { "session_id", "position" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attendance_corrections");

            migrationBuilder.DropTable(
                name: "check_in_links");

            migrationBuilder.DropTable(
                name: "invitations");

            migrationBuilder.DropTable(
                name: "registrations");

            migrationBuilder.DropColumn(
                name: "capacity",
                table: "training_sessions");

            migrationBuilder.DropColumn(
                name: "confirmation",
                table: "training_sessions");

            migrationBuilder.DropColumn(
                name: "form",
                table: "training_sessions");

            migrationBuilder.DropColumn(
                name: "parts",
                table: "training_sessions");

            migrationBuilder.DropColumn(
                name: "parts_required",
                table: "training_sessions");

            migrationBuilder.DropColumn(
                name: "registration_until",
                table: "training_sessions");

            migrationBuilder.DropColumn(
                name: "rescheduling_reason",
                table: "training_sessions");

            migrationBuilder.DropColumn(
                name: "schedule_number",
                table: "training_sessions");

            migrationBuilder.AddColumn<bool>(
                name: "attended",
                table: "attendances",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.Sql("UPDATE attendances SET attended = cardinality(parts) > 0");

            migrationBuilder.DropColumn(
                name: "parts",
                table: "attendances");
        }
    }
}
