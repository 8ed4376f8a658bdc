using Microsoft.Extensions.Hosting;
using Npgsql;

namespace CongNgheSo.ServiceDefaults.Data;

/// <summary>
/// Notices at once when PostgreSQL goes away, by a connection that does nothing else, and lets go of the pool's others:
/// they are as dead, and each would cost a request a 503 after PostgreSQL is back.
/// </summary>
internal sealed class PoolWatch(NpgsqlDataSource database) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                while (true)
                    await connection.WaitAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                database.Clear();
            }
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
