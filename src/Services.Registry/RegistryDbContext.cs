using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.Services.Registry.Channels;
using CongNgheSo.Services.Registry.CompositionPolicies;
using CongNgheSo.Services.Registry.Equipment;
using CongNgheSo.Services.Registry.Members;
using CongNgheSo.Services.Registry.Reorganizations;
using CongNgheSo.Services.Registry.SupportPoints;
using CongNgheSo.Services.Registry.TeamDecisions;
using CongNgheSo.Services.Registry.TeamImports;
using CongNgheSo.Services.Registry.TeamKindNames;
using CongNgheSo.Services.Registry.TeamMergers;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.UnitFigures;
using CongNgheSo.Services.Registry.Units;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry;

public sealed class RegistryDbContext(DbContextOptions<RegistryDbContext> options) : ServiceDbContext(options)
{
    /// <summary>How Vietnamese sorts: the ICU collation that PostgreSQL brings along.</summary>
    public const string Vietnamese = "vi-x-icu";

    public DbSet<Unit> Units => Set<Unit>();

    public DbSet<UnitPlacement> UnitPlacements => Set<UnitPlacement>();

    public DbSet<UnitSuccession> UnitSuccessions => Set<UnitSuccession>();

    public DbSet<Reorganization> Reorganizations => Set<Reorganization>();

    public DbSet<WorklistAssignment> WorklistAssignments => Set<WorklistAssignment>();

    public DbSet<UnitAlias> UnitAliases => Set<UnitAlias>();

    public DbSet<UnitFigure> UnitFigures => Set<UnitFigure>();

    public DbSet<VillageCounter> VillageCounters => Set<VillageCounter>();

    public DbSet<CatalogueStamp> CatalogueStamps => Set<CatalogueStamp>();

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<TeamDecision> TeamDecisions => Set<TeamDecision>();

    public DbSet<TeamMerger> TeamMergers => Set<TeamMerger>();

    public DbSet<CompositionPolicy> CompositionPolicies => Set<CompositionPolicy>();

    public DbSet<TeamEquipment> TeamEquipment => Set<TeamEquipment>();

    public DbSet<Channel> Channels => Set<Channel>();

    public DbSet<SupportPoint> SupportPoints => Set<SupportPoint>();

    public DbSet<TeamKindName> TeamKindNames => Set<TeamKindName>();

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
