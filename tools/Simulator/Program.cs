using System.Globalization;
using CongNgheSo.Simulator;

var options = Options.Parse(args);
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    using var gateway = await options.ConnectAsync(stop.Token);
    switch (options.Command)
    {
        case "demo":
            await Demo.RunAsync(gateway, options, stop.Token);
            return 0;
        case "load":
            await Load.RunAsync(gateway, options, stop.Token);
            return 0;
        case "benchmark":
            await Benchmark.RunAsync(gateway, options, stop.Token);
            return 0;
        case "merger":
            await Merger.RunAsync(gateway, options, stop.Token);
            return 0;
        case "nation":
            await Nation.RunAsync(gateway, options, stop.Token);
            return 0;
        case "totals":
            await TotalsBenchmark.RunAsync(gateway, options, stop.Token);
            return 0;
        case "registry-import":
            await RegistryImport.RunAsync(gateway, options, stop.Token);
            return 0;
        case "stream":
            await ActivityStreaming.RunAsync(gateway, options, stop.Token);
            return 0;
        default:
            Console.Error.WriteLine(Options.Usage);
            return 2;
    }
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
catch (Exception exception) when (exception is HttpRequestException or IOException or SimulatorException)
{
    await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"simulator: {exception.Message}"));
    return 1;
}
