using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.Services.Registry.Members;
using CongNgheSo.Services.Registry.TeamImports;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry;

public sealed class RegistryDbContext(DbContextOptions<RegistryDbContext> options) : ServiceDbContext(options)
{
    /// <summary>How Vietnamese sorts: the ICU collation that PostgreSQL brings along.</summary>
    public const string Vietnamese = "vi-x-icu";

    public DbSet<Unit> Units => Set<Unit>();

    public DbSet<UnitPlacement> UnitPlacements => Set<UnitPlacement>();

    public DbSet<VillageCounter> VillageCounters => Set<VillageCounter>();

    public DbSet<CatalogueStamp> CatalogueStamps => Set<CatalogueStamp>();

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<MemberReading> MemberReadings => Set<MemberReading>();

    public DbSet<TeamImportJob> TeamImports => Set<TeamImportJob>();

    public DbSet<TeamImportPart> TeamImportParts => Set<TeamImportPart>();

    public DbSet<TeamImportError> TeamImportErrors => Set<TeamImportError>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // Ids are taken by the thousand: a catalogue holds eleven thousand units.
        modelBuilder.HasSequence("unit_ids").IncrementsBy(1000);
        base.OnModelCreating(modelBuilder);
    }
}
