using CongNgheSo.Gateway.Clients;
using CongNgheSo.Gateway.Tokens;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Gateway;

/// <summary>Clients and signing keys. The gateway publishes and consumes no events.</summary>
public sealed class GatewayDbContext(DbContextOptions<GatewayDbContext> options) : ServiceDbContext(options)
{
    public DbSet<Client> Clients => Set<Client>();

    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Ignore<OutboxMessage>();
        modelBuilder.Ignore<InboxMessage>();
    }
}
