using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace CongNgheSo.Services.Training.Migrations
{
    /// <inheritdoc />
    public partial class AssessmentsAndCertificates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "certificate_counters",
                columns: table => new
                {
                    unit_code = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    last = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_certificate_counters", x => new { x.unit_code, x.year });
                });

            migrationBuilder.CreateTable(
                name: "certificate_holders",
                columns: table => new
                {
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    erased_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_certificate_holders", x => x.member_id);
                });

            migrationBuilder.CreateTable(
                name: "certificate_readings",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false),
                    issuer_path = table.Column<string>(type: "text", nullable: false),
                    certificates = table.Column<int>(type: "integer", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_certificate_readings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "certificates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    issuer_unit = table.Column<string>(type: "text", nullable: false),
                    issuer_unit_id = table.Column<int>(type: "integer", nullable: false),
                    issuer_path = table.Column<string>(type: "text", nullable: false),
                    issuer_name = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    serial = table.Column<int>(type: "integer", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    programme_id = table.Column<Guid>(type: "uuid", nullable: false),
                    programme = table.Column<string>(type: "text", nullable: false),
                    held_on = table.Column<DateOnly>(type: "date", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_unit_id = table.Column<int>(type: "integer", nullable: false),
                    holder_name = table.Column<string>(type: "text", nullable: true),
                    level = table.Column<string>(type: "text", nullable: true),
                    level_name = table.Column<string>(type: "text", nullable: true),
                    place = table.Column<string>(type: "text", nullable: false),
                    signatory_title = table.Column<string>(type: "text", nullable: false),
                    signatory_name = table.Column<string>(type: "text", nullable: true),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: false),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    issued_by = table.Column<string>(type: "text", nullable: false),
                    expires_on = table.Column<DateOnly>(type: "date", nullable: true),
                    code = table.Column<string>(type: "text", nullable: false),
                    revoked_on = table.Column<DateOnly>(type: "date", nullable: true),
                    revocation_reason = table.Column<string>(type: "text", nullable: true),
                    erased_on = table.Column<DateOnly>(type: "date", nullable: true),
                    recorded_hash = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_certificates", x => x.id);
                    table.ForeignKey(
                        name: "fk_certificates_training_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "training_sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "learning_levels",
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
                    table.PrimaryKey("pk_learning_levels", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "materials",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: true),
                    level = table.Column<string>(type: "text", nullable: true),
                    topics = table.Column<string[]>(type: "text[]", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    owner_unit = table.Column<string>(type: "text", nullable: false),
                    owner_path = table.Column<string>(type: "text", nullable: false),
                    search_key = table.Column<string>(type: "text", nullable: false),
                    withdrawal_reason = table.Column<string>(type: "text", nullable: true),
                    created_hash = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_materials", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "questions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    topic = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    choices = table.Column<string>(type: "jsonb", nullable: false),
                    points = table.Column<int>(type: "integer", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    owner_unit = table.Column<string>(type: "text", nullable: false),
                    owner_path = table.Column<string>(type: "text", nullable: false),
                    created_hash = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_questions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "quizzes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    programme_id = table.Column<Guid>(type: "uuid", nullable: true),
                    session_id = table.Column<Guid>(type: "uuid", nullable: true),
                    owner_unit = table.Column<string>(type: "text", nullable: false),
                    owner_path = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    draws = table.Column<string>(type: "jsonb", nullable: false),
                    pass_mark = table.Column<int>(type: "integer", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    withdrawal_reason = table.Column<string>(type: "text", nullable: true),
                    created_hash = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quizzes", x => x.id);
                    table.ForeignKey(
                        name: "fk_quizzes_training_programmes_programme_id",
                        column: x => x.programme_id,
                        principalTable: "training_programmes",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_quizzes_training_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "training_sessions",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "material_editions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    material_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    media_type = table.Column<string>(type: "text", nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    file_hash = table.Column<string>(type: "text", nullable: false),
                    recorded_hash = table.Column<long>(type: "bigint", nullable: false),
                    added_by = table.Column<string>(type: "text", nullable: false),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_material_editions", x => x.id);
                    table.ForeignKey(
                        name: "fk_material_editions_materials_material_id",
                        column: x => x.material_id,
                        principalTable: "materials",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "material_openings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    material_id = table.Column<Guid>(type: "uuid", nullable: false),
                    edition = table.Column<int>(type: "integer", nullable: false),
                    unit_path = table.Column<string>(type: "text", nullable: false),
                    opened_on = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_hash = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_material_openings", x => x.id);
                    table.ForeignKey(
                        name: "fk_material_openings_materials_material_id",
                        column: x => x.material_id,
                        principalTable: "materials",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "quiz_attempts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    quiz_id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    attempts_allowed = table.Column<int>(type: "integer", nullable: false),
                    pass_mark = table.Column<int>(type: "integer", nullable: false),
                    questions = table.Column<string>(type: "jsonb", nullable: false),
                    most_points = table.Column<int>(type: "integer", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_by = table.Column<string>(type: "text", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answers = table.Column<string>(type: "jsonb", nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    submitted_by = table.Column<string>(type: "text", nullable: true),
                    points = table.Column<int>(type: "integer", nullable: true),
                    passed = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quiz_attempts", x => x.id);
                    table.ForeignKey(
                        name: "fk_quiz_attempts_quizzes_quiz_id",
                        column: x => x.quiz_id,
                        principalTable: "quizzes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "learning_levels",
                columns: new[] { "code", "en", "valid_from", "valid_to", "vi" },
                values: new object[,]
                {
                    { "binh-dan-hoc-vu-so-co-ban", "Digital literacy for all – Basic", new DateOnly(2025, 1, 1), null, "Bình dân học vụ số – Cơ bản" },
                    { "binh-dan-hoc-vu-so-nang-cao", "Digital literacy for all – Advanced", new DateOnly(2025, 1, 1), null, "Bình dân học vụ số – Nâng cao" },
                    { "chuyen-sau", "Expert", new DateOnly(2022, 1, 1), null, "Chuyên sâu" },
                    { "co-ban", "Basic", new DateOnly(2022, 1, 1), null, "Cơ bản" },
                    { "nang-cao", "Advanced", new DateOnly(2022, 1, 1), null, "Nâng cao" }
                });

            migrationBuilder.CreateIndex(
                name: "ix_certificates_code",
                table: "certificates",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_certificates_issued_at_id",
                table: "certificates",
                columns: new[] { "issued_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_certificates_issuer_unit_year_serial",
                table: "certificates",
                columns: new[] { "issuer_unit", "year", "serial" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_certificates_member_id",
                table: "certificates",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "ix_certificates_session_id_member_id",
                table: "certificates",
                columns: new[] { "session_id", "member_id" },
                unique: true,
                filter: "revoked_on IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_material_editions_file_hash",
                table: "material_editions",
                column: "file_hash");

            migrationBuilder.CreateIndex(
                name: "ix_material_editions_material_id_number",
                table: "material_editions",
                columns: new[] { "material_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_material_openings_material_id_opened_on",
                table: "material_openings",
                columns: new[] { "material_id", "opened_on" });

            migrationBuilder.CreateIndex(
                name: "ix_materials_created_at_id",
                table: "materials",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_questions_owner_unit_topic",
                table: "questions",
                columns: new[] { "owner_unit", "topic" });

            migrationBuilder.CreateIndex(
                name: "ix_quiz_attempts_quiz_id_session_id_member_id_number",
                table: "quiz_attempts",
                columns: new[] { "quiz_id", "session_id", "member_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_quiz_attempts_quiz_id_started_at_id",
                table: "quiz_attempts",
                columns: new[] { "quiz_id", "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_quizzes_created_at_id",
                table: "quizzes",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_quizzes_programme_id",
                table: "quizzes",
                column: "programme_id",
                unique: true,
                filter: "withdrawal_reason IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_quizzes_session_id",
                table: "quizzes",
                column: "session_id",
                unique: true,
                filter: "withdrawal_reason IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "certificate_counters");

            migrationBuilder.DropTable(
                name: "certificate_holders");

            migrationBuilder.DropTable(
                name: "certificate_readings");

            migrationBuilder.DropTable(
                name: "certificates");

            migrationBuilder.DropTable(
                name: "learning_levels");

            migrationBuilder.DropTable(
                name: "material_editions");

            migrationBuilder.DropTable(
                name: "material_openings");

            migrationBuilder.DropTable(
                name: "questions");

            migrationBuilder.DropTable(
                name: "quiz_attempts");

            migrationBuilder.DropTable(
                name: "materials");

            migrationBuilder.DropTable(
                name: "quizzes");
        }
    }
}
