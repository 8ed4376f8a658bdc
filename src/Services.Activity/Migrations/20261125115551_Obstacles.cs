using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace CongNgheSo.Services.Activity.Migrations
{
    /// <inheritdoc />
    public partial class Obstacles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "obstacle_causes",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false),
                    vi = table.Column<string>(type: "text", nullable: false),
                    en = table.Column<string>(type: "text", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_obstacle_causes", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "obstacle_deadlines",
                columns: table => new
                {
                    unit_code = table.Column<string>(type: "text", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    days = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_obstacle_deadlines", x => new { x.unit_code, x.level });
                });

            migrationBuilder.CreateTable(
                name: "obstacles",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    cause = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: true),
                    topic = table.Column<string>(type: "text", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    raised_on = table.Column<DateOnly>(type: "date", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answered_on = table.Column<DateOnly>(type: "date", nullable: true),
                    answered_by = table.Column<string>(type: "text", nullable: true),
                    main_id = table.Column<Guid>(type: "uuid", nullable: true),
                    raised_hash = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_obstacles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "obstacle_steps",
                columns: table => new
                {
                    obstacle_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    unit_code = table.Column<string>(type: "text", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    taken_by = table.Column<string>(type: "text", nullable: false),
                    taken_for = table.Column<string>(type: "text", nullable: false),
                    taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    request_hash = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_obstacle_steps", x => new { x.obstacle_id, x.version });
                    table.ForeignKey(
                        name: "fk_obstacle_steps_obstacles_obstacle_id",
                        column: x => x.obstacle_id,
                        principalTable: "obstacles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "published_answers",
                columns: table => new
                {
                    obstacle_id = table.Column<Guid>(type: "uuid", nullable: false),
                    cause = table.Column<string>(type: "text", nullable: false),
                    topic = table.Column<string>(type: "text", nullable: true),
                    question = table.Column<string>(type: "text", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: false),
                    answered_on = table.Column<DateOnly>(type: "date", nullable: false),
                    province_code = table.Column<string>(type: "text", nullable: false),
                    province_name = table.Column<string>(type: "text", nullable: false),
                    helped = table.Column<int>(type: "integer", nullable: false),
                    question_key = table.Column<string>(type: "text", nullable: false),
                    text_key = table.Column<string>(type: "text", nullable: false),
                    words = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false, computedColumnSql: "setweight(to_tsvector('simple', question_key), 'A') || setweight(to_tsvector('simple', text_key), 'B')", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_published_answers", x => x.obstacle_id);
                    table.ForeignKey(
                        name: "fk_published_answers_obstacles_obstacle_id",
                        column: x => x.obstacle_id,
                        principalTable: "obstacles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "helped_teams",
                columns: table => new
                {
                    answer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_helped_teams", x => new { x.answer_id, x.team_id });
                    table.ForeignKey(
                        name: "fk_helped_teams_published_answers_answer_id",
                        column: x => x.answer_id,
                        principalTable: "published_answers",
                        principalColumn: "obstacle_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "obstacle_causes",
                columns: new[] { "code", "en", "valid_from", "valid_to", "vi" },
                values: new object[,]
                {
                    { "forgotten-account", "Forgotten account or password", new DateOnly(2022, 1, 1), null, "Quên tài khoản hoặc mật khẩu" },
                    { "no-certification-dossiers", "No electronic certification dossiers", new DateOnly(2022, 1, 1), null, "Không phát sinh hồ sơ chứng thực điện tử" },
                    { "no-signal", "No signal", new DateOnly(2022, 1, 1), null, "Không có sóng, không có mạng" },
                    { "old-phone", "Old phone", new DateOnly(2022, 1, 1), null, "Điện thoại cũ, không cài được ứng dụng" },
                    { "other", "Other", new DateOnly(2022, 1, 1), null, "Nguyên nhân khác" },
                    { "post-merger-confusion", "Confusion after a merger of units", new DateOnly(2022, 1, 1), null, "Vướng mắc sau sáp nhập đơn vị hành chính" },
                    { "prefers-in-person", "Preference for filing in person", new DateOnly(2022, 1, 1), null, "Muốn nộp hồ sơ trực tiếp" },
                    { "services-unused", "Services publicised but unused", new DateOnly(2022, 1, 1), null, "Dịch vụ công mới được tuyên truyền, chưa có người dùng" },
                    { "unfamiliar-steps", "Unfamiliar steps", new DateOnly(2022, 1, 1), null, "Chưa quen thao tác" }
                });

            migrationBuilder.InsertData(
                table: "obstacle_deadlines",
                columns: new[] { "level", "unit_code", "days" },
                values: new object[,]
                {
                    { 0, "VN", 15 },
                    { 1, "VN", 10 },
                    { 2, "VN", 5 },
                    { 3, "VN", 5 },
                    { 4, "VN", 3 }
                });

            migrationBuilder.CreateIndex(
                name: "ix_obstacles_level_due_on",
                table: "obstacles",
                columns: new[] { "level", "due_on" },
                filter: "status = 'open'");

            migrationBuilder.CreateIndex(
                name: "ix_obstacles_main_id",
                table: "obstacles",
                column: "main_id");

            migrationBuilder.CreateIndex(
                name: "ix_obstacles_raised_on_id",
                table: "obstacles",
                columns: new[] { "raised_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_obstacles_team_id",
                table: "obstacles",
                column: "team_id");

            migrationBuilder.CreateIndex(
                name: "ix_published_answers_cause_helped_answered_on_obstacle_id",
                table: "published_answers",
                columns: new[] { "cause", "helped", "answered_on", "obstacle_id" });

            migrationBuilder.CreateIndex(
                name: "ix_published_answers_helped_answered_on_obstacle_id",
                table: "published_answers",
                columns: new[] { "helped", "answered_on", "obstacle_id" });

            migrationBuilder.CreateIndex(
                name: "ix_published_answers_words",
                table: "published_answers",
                column: "words")
                .Annotation("Npgsql:IndexMethod", "gin");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "helped_teams");

            migrationBuilder.DropTable(
                name: "obstacle_causes");

            migrationBuilder.DropTable(
                name: "obstacle_deadlines");

            migrationBuilder.DropTable(
                name: "obstacle_steps");

            migrationBuilder.DropTable(
                name: "published_answers");

            migrationBuilder.DropTable(
                name: "obstacles");
        }
    }
}
