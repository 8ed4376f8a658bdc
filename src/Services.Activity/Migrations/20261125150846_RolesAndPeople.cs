using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CongNgheSo.Services.Activity.Migrations
{
    /// <inheritdoc />
    public partial class RolesAndPeople : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                table: "members",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<DateOnly>(
                name: "role_since",
                table: "members",
                type: "date",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            // Whoever is there already has had one membership and one role.
            migrationBuilder.Sql("UPDATE members SET person_id = id, role_since = joined_on");

            migrationBuilder.CreateIndex(
                name: "ix_members_person_id",
                table: "members",
                column: "person_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_members_person_id",
                table: "members");

            migrationBuilder.DropColumn(
                name: "person_id",
                table: "members");

            migrationBuilder.DropColumn(
                name: "role_since",
                table: "members");
        }
    }
}
