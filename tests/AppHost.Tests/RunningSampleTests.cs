namespace CongNgheSo.AppHost.Tests;

public sealed class RunningSampleTests(RunningSample running) : IClassFixture<RunningSample>
{
    private static readonly HttpClient Http = new();

    private readonly HostProcess platform = running.Platform;

    [Fact]
    public async Task Servers_answer_with_the_credentials_given_out()
    {
        (await platform.SqlAsync("SELECT current_database()")).ShouldBe("sample");
        (await platform.RedisAsync("PING")).ShouldBe("+PONG");
        await using var connection = await platform.AmqpAsync();
        connection.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task Servers_refuse_a_wrong_password()
    {
        var wrong = platform
            .Resource("sampledb")
            .ConnectionString!.Replace("Password=", "Password=no", StringComparison.Ordinal);
        await using var connection = new Npgsql.NpgsqlConnection($"{wrong};Pooling=false");
        (await Should.ThrowAsync<Npgsql.PostgresException>(connection.OpenAsync)).SqlState.ShouldBe("28P01");
    }

    [Fact]
    public async Task A_service_is_told_of_everything_it_refers_to()
    {
        (await TellAsync("ConnectionStrings__sampledb")).ShouldBe(platform.Resource("sampledb").ConnectionString);
        (await TellAsync("ConnectionStrings__messaging")).ShouldBe(platform.Resource("messaging").ConnectionString);
        (await TellAsync("ConnectionStrings__cache")).ShouldBe(platform.Resource("cache").ConnectionString);
        var self = platform.Resource("sample").Endpoints["http"];
        (await TellAsync("services__sample__http__0")).ShouldBe(self[0]);
        (await TellAsync("services__sample__http__1")).ShouldBe(self[1]);
        (await TellAsync("SAMPLE_SELF")).ShouldBe(self[0]);
        (await TellAsync("SAMPLE_PATH")).ShouldBe($"{self[0]}/health");
    }

    [Fact]
    public async Task Replicas_have_ports_of_their_own()
    {
        platform.Resource("sample").Pids.Distinct().Count().ShouldBe(2);
        platform.Address("sample", 0).ShouldNotBe(platform.Address("sample", 1));
        (await GetAsync(0, "/health")).ShouldBe("ok");
        (await GetAsync(1, "/health")).ShouldBe("ok");
    }

    [Theory]
    [InlineData("secrets.json")]
    [InlineData("state.json")]
    [InlineData("servers/cache/redis.conf")]
    [InlineData("servers/messaging/rabbitmq.conf")]
    public void What_holds_a_secret_is_for_its_owner_only(string file) =>
        File.GetUnixFileMode(Path.Combine(platform.Directory, file))
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

    [Fact]
    public void No_secret_is_on_a_command_line()
    {
        var secrets = File.ReadAllText(Path.Combine(platform.Directory, "secrets.json"))
            .Split('"')
            .Where(s => s.Length == 32)
            .ToList();
        secrets.Count.ShouldBe(3);
        var commandLines = HostProcess.ProcessesOf(platform.Directory);
        commandLines.Count.ShouldBeGreaterThan(5);
        commandLines.ShouldAllBe(line => !secrets.Any(secret => line.Contains(secret)));
    }

    [Fact]
    public async Task A_second_host_on_the_same_data_refuses()
    {
        await using var second = SamplePlatform.Launch(platform.Directory);
        (await second.ExitAsync()).ShouldBe(1);
        second.Output.ShouldContain($"Another platform is already running on the data directory {platform.Directory}");
        platform.State.HostPid.ShouldBe(platform.HostPid);
    }

    [Fact]
    public async Task A_port_that_is_asked_for_and_taken_is_an_error()
    {
        var directory = HostProcess.NewDirectory();
        var taken = platform.Address("sample").Port;
        await using var second = SamplePlatform.Launch(directory, [$"Sample:Port={taken}"]);
        (await second.ExitAsync()).ShouldBe(1);
        second.Output.ShouldContain($"Port {taken}, asked for by sample-0.http, is taken by another program");
        HostProcess.ProcessesOf(directory).ShouldBeEmpty();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_second_platform_runs_beside_the_first_and_stops_without_a_trace()
    {
        var directory = HostProcess.NewDirectory();
        await using var second = await SamplePlatform.StartAsync(directory);
        var addresses = second.State.Resources.SelectMany(r => second.Addresses(r.Name)).ToList();
        addresses.ShouldBeUnique();
        addresses
            .Intersect(platform.State.Resources.SelectMany(r => r.Endpoints.Values).SelectMany(e => e))
            .ShouldBeEmpty();
        HostProcess.ProcessesOf(directory).ShouldContain(line => line.Contains("beam"));
        HostProcess.ProcessesOf(directory).ShouldContain(line => line.Contains("epmd"));
        HostProcess.ProcessesOf(directory).ShouldContain(line => line.Contains("checkpointer"));

        (await second.StopAsync()).ShouldBe(0);
        HostProcess.ProcessesOf(directory).ShouldBeEmpty();
        second.State.Status.ShouldBe("Stopped");
        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("cache")]
    [InlineData("messaging-epmd")]
    [InlineData("messaging")]
    [InlineData("sample")]
    public async Task What_is_killed_comes_back_where_it_was(string name)
    {
        await platform.SqlAsync("CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer");
        var before = platform.Resource(name);
        var addresses = platform.Addresses(name);

        HostProcess.KillHard(before.Pids[0]);

        await Eventually.TrueAsync(
            () => platform.Resource(name) is { State: "Running" } now && !now.Pids.Contains(before.Pids[0]),
            TimeSpan.FromSeconds(30),
            () => platform.Output
        );
        platform.Resource(name).Pids.Count.ShouldBe(before.Pids.Count);
        platform.Addresses(name).ShouldBe(addresses);
        (await platform.SqlAsync("SELECT answer FROM kept")).ShouldBe(42);
        await Servers_answer_with_the_credentials_given_out();
        await Replicas_have_ports_of_their_own();
    }

    private Task<string> TellAsync(string variable) => GetAsync(0, $"/environment/{variable}");

    private async Task<string> GetAsync(int replica, string path) =>
        await Http.GetStringAsync(
            new Uri(platform.Address("sample", replica), path),
            TestContext.Current.CancellationToken
        );
}
