// A platform in small, for the tests of the AppHost's life cycle: the host and its one service are the same program.

using System.Globalization;
using CongNgheSo.AppHost.Sample;

switch (args.FirstOrDefault())
{
    case "serve":
        SampleService.Run();
        break;
    case "migrate":
        Console.WriteLine("The last words of the migration.");
        return int.Parse(Environment.GetEnvironmentVariable("MIGRATE_EXIT_CODE") ?? "0", CultureInfo.InvariantCulture);
    default:
        SampleHost.Build(args).Run();
        break;
}

return 0;
