using System.Net.Sockets;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>Erlang's port mapper (epmd), private to this platform and in the foreground.</summary>
public sealed class ErlangPortMapper(string name) : ServerResource(name)
{
    internal override string Kind => "epmd";

    /// <summary>Last of all: RabbitMQ would start another while it stops.</summary>
    internal override int StopOrder => 9;

    internal int Port => Endpoints["tcp"].Allocated[0];

    internal override Task<Launch> DescribeAsync(HostContext host, int replica) =>
        Task.FromResult(
            new Launch(
                Find("rabbitmq-server", "/usr/bin/epmd", "/usr/lib/erlang/bin/epmd"),
                ["-address", "127.0.0.1", "-port", $"{Port}"]
            )
            {
                Account = ServiceAccount.For("rabbitmq"),
            }
        );

    internal override async Task<bool> IsReadyAsync(int replica, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port, cancellationToken);
        return true;
    }

    internal async Task UntilAnswersAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await IsReadyAsync(0, cancellationToken);
                return;
            }
            catch (Exception failure) when (failure is SocketException or OperationCanceledException)
            {
                await Task.Delay(100, CancellationToken.None);
            }
        }
    }
}
