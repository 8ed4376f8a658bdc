using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CongNgheSo.Services.Registry.Migrations
{
    /// <inheritdoc />
    public partial class MergedBelongings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "channels_moved",
                table: "team_mergers",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "equipment_moved",
                table: "team_mergers",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "channels_moved",
                table: "team_mergers");

            migrationBuilder.DropColumn(
                name: "equipment_moved",
                table: "team_mergers");
        }
    }
}
