using CongNgheSo.ServiceDefaults.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CongNgheSo.ServiceDefaults.Data;

/// <summary>Opens a service's own database and brings its schema up to date on demand.</summary>
public static class DatabaseExtensions
{
    /// <summary>Registers <typeparamref name="TDb"/> and its data source from <c>ConnectionStrings:{name}</c>.</summary>
    public static void AddDatabase<TDb>(this IHostApplicationBuilder builder, string name)
        where TDb : ServiceDbContext
    {
        builder.Services.AddSingleton(_ =>
        {
            var source = new NpgsqlDataSourceBuilder(builder.Configuration.RequiredConnectionString(name))
            {
                Name = name,
            };
            source.ConnectionStringBuilder.MaxAutoPrepare = 64;
            // Walks through the tree look dear to the planner and are not: compiling them would cost more than it saves.
            // First, so that what the connection string itself says stays, and prevails.
            source.ConnectionStringBuilder.Options = $"-c jit=off {source.ConnectionStringBuilder.Options}".TrimEnd();
            source.ConfigureTracing(tracing =>
                tracing.ConfigureCommandSpanNameProvider(SpanName).ConfigureBatchSpanNameProvider(SpanName)
            );
            return source.Build();
        });
        builder.Services.AddSingleton<OutboxSignal>();
        builder.Services.AddSingleton<OutboxSignalInterceptor>();
        builder.Services.AddDbContextPool<TDb>(
            (services, options) =>
                options
                    .UseNpgsql(services.GetRequiredService<NpgsqlDataSource>())
                    .AddInterceptors(services.GetRequiredService<OutboxSignalInterceptor>())
                    .ConfigureWarnings(TellOnce)
        );
        builder.Services.AddHostedService<PoolWatch>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("postgres");
    }

    /// <summary>
    /// When called as <c>SERVICE migrate</c>: creates the service's database, brings its schema up to date, calls
    /// <paramref name="seeds"/> and answers true, which ends the program. Otherwise does nothing and answers false.
    /// </summary>
    public static async Task<bool> MigrateAsync<TDb>(
        this WebApplication app,
        string[] args,
        params Func<IServiceProvider, CancellationToken, Task>[] seeds
    )
        where TDb : ServiceDbContext
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(seeds);
        if (args is not ["migrate", ..])
            return false;
        await using (app)
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<TDb>().Database;
            // A full table is rewritten or indexed for as long as that takes.
            db.SetCommandTimeout(TimeSpan.FromHours(6));
            await db.MigrateAsync();
            foreach (var seed in seeds)
                await seed(scope.ServiceProvider, CancellationToken.None);
            app.Logger.LogInformation("The database is up to date");
        }
        return true;
    }

    /// <summary>
    /// What the database refused is told of by whoever sent it: in an answer where that was to be expected, in the log, with
    /// the exception, where it was not.
    /// </summary>
    private static void TellOnce(WarningsConfigurationBuilder warnings) =>
        warnings.Log(
            (RelationalEventId.CommandError, LogLevel.Debug),
            (CoreEventId.SaveChangesFailed, LogLevel.Debug),
            (CoreEventId.QueryIterationFailed, LogLevel.Debug)
        );

    internal static string RequiredConnectionString(this IConfiguration configuration, string name) =>
        configuration.GetConnectionString(name)
        ?? throw new InvalidOperationException($"Set ConnectionStrings__{name} (the AppHost does it for you).");

    /// <summary>"INSERT activities": the verb and its table read better in a trace than the database's name.</summary>
    private static string? SpanName(NpgsqlCommand command) => SqlSpan.NameOf(command.CommandText);

    private static string? SpanName(NpgsqlBatch batch) =>
        batch.BatchCommands.Count == 0 ? null : SqlSpan.NameOf(batch.BatchCommands[0].CommandText);
}
