using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CongNgheSo.Services.Registry.Migrations
{
    /// <inheritdoc />
    public partial class NamesakesWithoutPhone : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_members_team_id_name_key_phone",
                table: "members");

            migrationBuilder.CreateIndex(
                name: "ix_members_team_id_name_key_phone",
                table: "members",
                columns: new[] { "team_id", "name_key", "phone" },
                unique: true,
                filter: "left_on IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_members_team_id_name_key_phone",
                table: "members");

            migrationBuilder.CreateIndex(
                name: "ix_members_team_id_name_key_phone",
                table: "members",
                columns: new[] { "team_id", "name_key", "phone" },
                unique: true,
                filter: "left_on IS NULL")
                .Annotation("Npgsql:NullsDistinct", false);
        }
    }
}
