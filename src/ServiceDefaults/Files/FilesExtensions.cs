using CongNgheSo.ServiceDefaults.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CongNgheSo.ServiceDefaults.Files;

/// <summary>Where files are kept: the section <c>Files</c> of the configuration.</summary>
public sealed class FilesOptions
{
    /// <summary>The directory, of this service alone. The AppHost names one.</summary>
    public string? Directory { get; set; }

    /// <summary>Health is degraded where less of the directory's disk is free.</summary>
    public int MinFreeMegabytes { get; set; } = 512;

    /// <summary>An S3-compatible store to use instead of the directory.</summary>
    public S3Options? S3 { get; set; }
}

/// <summary>A bucket that is there already.</summary>
public sealed class S3Options
{
    public required string Endpoint { get; set; }

    public required string Bucket { get; set; }

    public required string AccessKey { get; set; }

    public required string SecretKey { get; set; }

    public string Region { get; set; } = "us-east-1";
}

public static class FilesExtensions
{
    /// <summary>Registers the store of files, <see cref="FileKeeper{TDb}"/>, the sweep and a health check.</summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="service">The service's name: the first part of its objects' keys in a bucket.</param>
    /// <param name="references">The hashes of all content that its rows refer to.</param>
    public static void AddFiles<TDb>(
        this WebApplicationBuilder builder,
        string service,
        Func<TDb, IQueryable<string>> references
    )
        where TDb : ServiceDbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(_ => Store(builder.Configuration, service));
        builder.Services.AddSingleton(new FileReferences<TDb>(references));
        builder.Services.AddScoped<FileKeeper<TDb>>();
        builder.Services.AddSingleton<FileSweep<TDb>>();
        builder.Services.AddHostedService(services => services.GetRequiredService<FileSweep<TDb>>());
        builder.Services.AddHealthChecks().AddCheck<FilesHealthCheck>("files");
    }

    private static IFileStore Store(ConfigurationManager configuration, string service)
    {
        var options = configuration.GetSection("Files").Get<FilesOptions>() ?? new FilesOptions();
        if (options.S3 is { } s3)
            return new S3Store(s3, service);
        return new DirectoryStore(
            options.Directory
                ?? throw new InvalidOperationException("Set Files__Directory (the AppHost does it for you)."),
            (long)options.MinFreeMegabytes << 20
        );
    }

    private sealed class FilesHealthCheck(IFileStore store) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        ) => store.CheckAsync(cancellationToken);
    }
}
