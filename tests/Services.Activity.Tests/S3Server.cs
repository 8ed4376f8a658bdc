using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Xml.Linq;
using CongNgheSo.ServiceDefaults.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>
/// The part of S3 that a store of files needs, one bucket in memory: as strict about signatures as the real one, and
/// listing two keys a page.
/// </summary>
internal sealed class S3Server : IAsyncDisposable
{
    private const string Bucket = "files";
    private const string AccessKey = "test-key";
    private const string SecretKey = "test/secret+key";
    private const int KeysPerPage = 2;
    private static readonly XNamespace Xml = "http://s3.amazonaws.com/doc/2006-03-01/";

    private readonly ConcurrentDictionary<string, (byte[] Content, DateTime At)> objects = new();
    private readonly WebApplication app;

    private S3Server()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    /// <summary>How often content was sent, be it known or not.</summary>
    public int Puts { get; private set; }

    public static async Task<S3Server> StartAsync()
    {
        var server = new S3Server();
        await server.app.StartAsync();
        return server;
    }

    /// <summary>The store that a service so configured has.</summary>
    public IFileStore Store(string service, string secret = SecretKey)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Files:S3:Endpoint"] = app.Urls.Single();
        builder.Configuration["Files:S3:Bucket"] = Bucket;
        builder.Configuration["Files:S3:AccessKey"] = AccessKey;
        builder.Configuration["Files:S3:SecretKey"] = secret;
        builder.AddFiles<ActivityDbContext>(service, _ => throw new NotSupportedException());
        return builder.Build().Services.GetRequiredService<IFileStore>();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        if (!S3Signature.IsRight(request, body.ToArray(), AccessKey, SecretKey))
        {
            response.StatusCode = (int)HttpStatusCode.Forbidden;
            await response.WriteAsync("<Error><Code>SignatureDoesNotMatch</Code></Error>");
            return;
        }
        var path = request.Path.Value!.Split('/', 3);
        if (path[1] != Bucket)
            response.StatusCode = (int)HttpStatusCode.NotFound;
        else if (path is [_, _] or [_, _, ""])
            await ListAsync(request, response);
        else
            await AnswerObjectAsync(request, response, path[2], body.ToArray());
    }

    private async Task AnswerObjectAsync(HttpRequest request, HttpResponse response, string key, byte[] body)
    {
        if (HttpMethods.IsPut(request.Method))
        {
            objects[key] = (body, DateTime.UtcNow);
            Puts++;
        }
        else if (HttpMethods.IsDelete(request.Method))
        {
            objects.TryRemove(key, out _);
            response.StatusCode = (int)HttpStatusCode.NoContent;
        }
        else if (!objects.TryGetValue(key, out var found))
            response.StatusCode = (int)HttpStatusCode.NotFound;
        else
        {
            var part = found.Content;
            if (request.GetTypedHeaders().Range?.Ranges.Single() is { } range)
            {
                part = part[(int)range.From!.Value..((int)Math.Min(range.To!.Value, part.Length - 1) + 1)];
                response.StatusCode = (int)HttpStatusCode.PartialContent;
            }
            response.ContentLength = part.Length;
            if (HttpMethods.IsGet(request.Method))
                await response.Body.WriteAsync(part);
        }
    }

    private async Task ListAsync(HttpRequest request, HttpResponse response)
    {
        var prefix = request.Query["prefix"].ToString();
        var after = request.Query["continuation-token"].ToString();
        var keys = objects
            .Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Where(key => string.CompareOrdinal(key, after) > 0)
            .Order(StringComparer.Ordinal)
            .ToList();
        var page = keys.Take(KeysPerPage).ToList();
        response.ContentType = "application/xml";
        await response.WriteAsync(
            new XElement(
                Xml + "ListBucketResult",
                new XElement(Xml + "IsTruncated", keys.Count > page.Count),
                keys.Count > page.Count ? new XElement(Xml + "NextContinuationToken", page[^1]) : null,
                page.Select(key => new XElement(
                    Xml + "Contents",
                    new XElement(Xml + "Key", key),
                    new XElement(
                        Xml + "LastModified",
                        objects[key].At.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)
                    )
                ))
            ).ToString()
        );
    }
}
