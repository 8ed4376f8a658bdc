using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CongNgheSo.Services.Reporting.Migrations
{
    /// <inheritdoc />
    public partial class AcceptedCopies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "accepted_copy",
                table: "reports",
                type: "jsonb",
                nullable: true);

            migrationBuilder.Sql("UPDATE reports SET accepted_copy = copy WHERE state = 'accepted'");

            migrationBuilder.CreateIndex(
                name: "ix_reports_period_id_receiver_path",
                table: "reports",
                columns: new[] { "period_id", "receiver_path" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_reports_period_id_receiver_path",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "accepted_copy",
                table: "reports");
        }
    }
}
