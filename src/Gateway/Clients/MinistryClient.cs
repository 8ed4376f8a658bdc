using System.Text.Json;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Gateway.Clients;

/// <summary>The first client: unit VN, every scope. All others come from it.</summary>
public static class MinistryClient
{
    public static readonly Guid Id = StableId.From("client of the ministry");

    /// <summary>Creates it where it is missing and writes its secret to the client file; part of <c>migrate</c>.</summary>
    public static async Task EnsureAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<GatewayDbContext>();
        if (await db.Clients.AnyAsync(client => client.Id == Id, cancellationToken))
            return;
        await SaveWithNewSecretAsync(services, cancellationToken);
    }

    /// <summary>
    /// Gives it a new secret, every scope, and opens it where it was revoked: <c>Gateway reset-ministry-client</c>, for
    /// when the client file is lost.
    /// </summary>
    public static async Task ResetAsync(IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await using var scope = services.CreateAsyncScope();
        await SaveWithNewSecretAsync(scope.ServiceProvider, cancellationToken);
    }

    private static async Task SaveWithNewSecretAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<GatewayDbContext>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var file =
            services.GetRequiredService<GatewayOptions>().ClientFile
            ?? throw new InvalidOperationException(
                "Set Gateway__ClientFile: the ministry's client id and secret are written there."
            );
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"LOCK TABLE clients IN SHARE ROW EXCLUSIVE MODE", cancellationToken);
        var client = await db.Clients.SingleOrDefaultAsync(client => client.Id == Id, cancellationToken);
        string secret;
        if (client is null)
        {
            (client, secret) = Client.Create(Id, "Bộ Khoa học và Công nghệ", UnitPath.Nation, Scopes.All, null, now);
            db.Clients.Add(client);
        }
        else
        {
            secret = client.ChangeSecret(now);
            client.Restore();
        }
        await db.SaveChangesAsync(cancellationToken);
        // The file first: a crash before the commit leaves a secret of nobody, to be written over by the next attempt;
        // the other way round would leave a client that nobody has the secret of.
        await WriteAsync(file, secret, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task WriteAsync(string file, string secret, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = $"{path}.{Guid.NewGuid():N}";
        var onlyOwner = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            onlyOwner.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var stream = new FileStream(partial, onlyOwner))
        {
            var credentials = new { client_id = Id, client_secret = secret };
            await JsonSerializer.SerializeAsync(stream, credentials, cancellationToken: cancellationToken);
            stream.Flush(flushToDisk: true);
        }
        File.Move(partial, path, overwrite: true);
    }
}
