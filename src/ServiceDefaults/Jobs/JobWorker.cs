using CongNgheSo.ServiceDefaults.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace CongNgheSo.ServiceDefaults.Jobs;

/// <summary>Work that was asked for and is done later; its row says how far it is.</summary>
public interface IJob
{
    Guid Id { get; }

    /// <summary>How often it has been begun: the number under which a worker has it.</summary>
    int Attempt { get; }
}

/// <summary>Another worker took the job, because this one was silent for too long.</summary>
public sealed class JobTakenException : Exception;

/// <summary>
/// Does the jobs that wait in a table, one at a time in each replica. Who takes a job has it for a while and says so again
/// with each step; where a worker is killed, its time runs out and another takes the job.
/// </summary>
public abstract partial class JobWorker<TJob>(IServiceScopeFactory scopes, TimeProvider clock, ILogger logger)
    : BackgroundService
    where TJob : class, IJob
{
    /// <summary>What was interrupted this often is not tried again: it would hold up all others.</summary>
    private const int MaxAttempts = 5;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    private DateTimeOffset swept = DateTimeOffset.MinValue;

    protected TimeProvider Clock { get; } = clock;

    /// <summary>The oldest that nobody works at, now taken; null where there is none.</summary>
    protected abstract Task<TJob?> TakeAsync(IServiceProvider services, CancellationToken cancellationToken);

    /// <summary>Does it to its end. Throws <see cref="JobTakenException"/> where another worker has it by now.</summary>
    protected abstract Task RunAsync(IServiceProvider services, TJob job, CancellationToken cancellationToken);

    /// <summary>Leaves it to whoever comes next.</summary>
    protected abstract Task ReleaseAsync(IServiceProvider services, TJob job);

    /// <summary>Ends it as failed by no fault of who asked for it.</summary>
    protected abstract Task FailAsync(IServiceProvider services, TJob job);

    /// <summary>Deletes what has been kept for long enough; called once an hour.</summary>
    protected virtual Task SweepAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Waits until there may be another.</summary>
    protected virtual Task WaitAsync(CancellationToken cancellationToken) =>
        Task.Delay(BetweenLooks, cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                if (await LookAsync(stoppingToken) is { } job)
                    await DoAsync(job, stoppingToken);
                else
                    await WaitAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogInterrupted(exception, typeof(TJob).Name);
                await Task.Delay(BetweenLooks, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
    }

    private async Task<TJob?> LookAsync(CancellationToken cancellationToken)
    {
        // A look every second would drown the traces that people look for.
        using var untraced = SuppressInstrumentationScope.Begin();
        await using var scope = scopes.CreateAsyncScope();
        if (Clock.GetUtcNow() is var now && now - swept > BetweenSweeps)
        {
            await SweepAsync(scope.ServiceProvider, cancellationToken);
            swept = now;
        }
        return await TakeAsync(scope.ServiceProvider, cancellationToken);
    }

    private async Task DoAsync(TJob job, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await RunAsync(scope.ServiceProvider, job, cancellationToken);
        }
        catch (JobTakenException)
        {
            // Whoever has it goes on with it.
        }
        catch (Exception exception)
        {
            // Where the service ends or the database is away somebody begins anew; a bug gets a few tries.
            var goesOn = DatabaseFailures.Passes(exception) || job.Attempt < MaxAttempts;
            if (!goesOn)
                LogFailed(exception, typeof(TJob).Name, job.Id);
            await GiveUpAsync(job, goesOn);
            if (goesOn)
                throw;
        }
    }

    private async Task GiveUpAsync(TJob job, bool goesOn)
    {
        try
        {
            // A scope of its own: what the job used may be in the middle of anything.
            await using var scope = scopes.CreateAsyncScope();
            await (goesOn ? ReleaseAsync(scope.ServiceProvider, job) : FailAsync(scope.ServiceProvider, job));
        }
        catch (Exception away) when (DatabaseFailures.IsUnavailable(away))
        {
            // Its time runs out by itself.
        }
    }

    [LoggerMessage(LogLevel.Warning, "A {Job} was interrupted; it is taken up later")]
    private partial void LogInterrupted(Exception exception, string job);

    [LoggerMessage(LogLevel.Error, "The {Job} {Id} failed for good")]
    private partial void LogFailed(Exception exception, string job, Guid id);
}
