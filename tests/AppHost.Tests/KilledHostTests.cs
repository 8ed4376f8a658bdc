namespace CongNgheSo.AppHost.Tests;

/// <summary>Alone: another platform that starts meanwhile could take the port that was let go.</summary>
[CollectionDefinition(nameof(KilledHostTests), DisableParallelization = true)]
[Collection(nameof(KilledHostTests))]
public sealed class KilledHostTests
{
    [Fact]
    public async Task A_killed_host_takes_everything_with_it_and_the_next_one_finds_the_data()
    {
        var directory = HostProcess.NewDirectory();
        await using var first = await SamplePlatform.StartAsync(directory);
        await first.SqlAsync("CREATE TABLE kept AS SELECT 42 AS answer");
        var addresses = first.Addresses("postgres");

        await first.KillHostAsync();
        await Eventually.TrueAsync(
            () => HostProcess.ProcessesOf(directory).Count == 0,
            TimeSpan.FromSeconds(5),
            () => string.Join('\n', HostProcess.ProcessesOf(directory))
        );

        await using var second = await SamplePlatform.StartAsync(directory);
        (await second.SqlAsync("SELECT answer FROM kept")).ShouldBe(42);
        second.Addresses("postgres").ShouldBe(addresses);

        // A terminal and sudo both pass on a Ctrl-C: that is one stop, not a stop and then a kill.
        (await second.StopAsync(signals: 2)).ShouldBe(0);
        HostProcess.ProcessesOf(directory).ShouldBeEmpty();
        (
            await File.ReadAllTextAsync(
                Path.Combine(directory, "logs", "postgres.log"),
                TestContext.Current.CancellationToken
            )
        )
            .TrimEnd()
            .ShouldEndWith("database system is shut down");
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_migration_that_fails_ends_the_start_with_its_last_words()
    {
        var directory = HostProcess.NewDirectory();
        await using var platform = SamplePlatform.Launch(directory, environment: ("MIGRATE_EXIT_CODE", "3"));

        (await platform.ExitAsync()).ShouldBe(1);

        platform.Output.ShouldContain("error: sample-migrate ended with exit code 3.");
        platform.Output.ShouldContain("    The last words of the migration.");
        HostProcess.ProcessesOf(directory).ShouldBeEmpty();
        Directory.Delete(directory, recursive: true);
    }
}
