using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CongNgheSo.Services.Reporting.Migrations
{
    /// <summary>A smaller index of facts, and room for the next version beside each row of totals.</summary>
    [DbContext(typeof(ReportingDbContext))]
    [Migration("20261125120000_NarrowFacts")]
    public partial class NarrowFacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_facts_unit_id_day", table: "facts");
            migrationBuilder.CreateIndex(name: "ix_facts_unit_id", table: "facts", column: "unit_id");
            // A row that changes stays on its page, and its index as it is. Pages that are full already stay full.
            migrationBuilder.Sql("ALTER TABLE unit_days SET (fillfactor = 70)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("ALTER TABLE unit_days RESET (fillfactor)");
            migrationBuilder.DropIndex(name: "ix_facts_unit_id", table: "facts");
            migrationBuilder.CreateIndex(
                name: "ix_facts_unit_id_day",
                table: "facts",
                columns: new[] { "unit_id", "day" }
            );
        }
    }
}
