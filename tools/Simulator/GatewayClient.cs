using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CongNgheSo.Simulator;

/// <summary>
/// A province's system as it should be written: one token for many calls, and every call sent again with the same ids
/// until the platform has answered it.
/// </summary>
public sealed class GatewayClient : IDisposable
{
    /// <summary>How the platform writes JSON.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromMinutes(3);
    private readonly HttpClient http;
    private readonly string clientId;
    private readonly string clientSecret;
    private readonly SemaphoreSlim renewing = new(1);
    private string? token;
    private DateTimeOffset tokenEnds;

    public GatewayClient(Uri address, string clientId, string clientSecret)
    {
        http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(100),
        };
        (this.clientId, this.clientSecret) = (clientId, clientSecret);
    }

    /// <summary>Reads the client's id and secret from its file and waits until the gateway gives it a token.</summary>
    public static async Task<GatewayClient> ConnectAsync(
        Uri address,
        string clientFile,
        CancellationToken cancellationToken
    )
    {
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(clientFile, cancellationToken));
        var client = new GatewayClient(
            address,
            file.RootElement.GetProperty("client_id").GetString()!,
            file.RootElement.GetProperty("client_secret").GetString()!
        );
        await client.AuthorizationAsync(cancellationToken);
        return client;
    }

    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<T>(await SendAsync(HttpMethod.Get, path, null, null, cancellationToken), Json)!;

    public async Task<T> PostAsync<T>(string path, object body, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<T>(
            await SendAsync(
                HttpMethod.Post,
                path,
                JsonSerializer.SerializeToUtf8Bytes(body, Json),
                "application/json",
                cancellationToken
            ),
            Json
        )!;

    /// <summary>Replaces something, or takes a step with it.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="body">What it is to be; nothing where null.</param>
    /// <param name="version">The version that was seen, for If-Match.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<T> PutAsync<T>(string path, object? body, int? version, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<T>(
            await SendAsync(
                HttpMethod.Put,
                path,
                body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, Json),
                "application/json",
                cancellationToken,
                version
            ),
            Json
        )!;

    /// <summary>Posts one JSON line for each row.</summary>
    public async Task<BulkAnswer> PostRowsAsync<T>(
        string path,
        IEnumerable<T> rows,
        CancellationToken cancellationToken
    )
    {
        var lines = new StringBuilder();
        foreach (var row in rows)
            lines.Append(JsonSerializer.Serialize(row, Json)).Append('\n');
        var answer = await SendAsync(
            HttpMethod.Post,
            path,
            Encoding.UTF8.GetBytes(lines.ToString()),
            "application/x-ndjson",
            cancellationToken
        );
        return JsonSerializer.Deserialize<BulkAnswer>(answer, Json)!;
    }

    /// <summary>Sends until it is answered; what was refused for good is an exception.</summary>
    public async Task<byte[]> SendAsync(
        HttpMethod method,
        string path,
        byte[]? body,
        string? contentType,
        CancellationToken cancellationToken,
        int? version = null
    )
    {
        var deadline = DateTimeOffset.UtcNow + GivesUpAfter;
        for (
            var wait = TimeSpan.FromMilliseconds(100);
            ;
            wait = TimeSpan.FromMilliseconds(Math.Min(2000, wait.TotalMilliseconds * 2))
        )
        {
            string failure;
            try
            {
                using var request = new HttpRequestMessage(method, path);
                request.Headers.Authorization = await AuthorizationAsync(cancellationToken);
                if (version is not null)
                    request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
                if (body is not null)
                {
                    request.Content = new ByteArrayContent(body);
                    request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType!);
                }
                using var response = await http.SendAsync(request, cancellationToken);
                var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                if (response.IsSuccessStatusCode)
                    return answer;
                failure = $"{method} {path} answered {(int)response.StatusCode}: {Encoding.UTF8.GetString(answer)}";
                if (response.StatusCode == HttpStatusCode.Unauthorized)
                    token = null;
                else if ((int)response.StatusCode < 500 && response.StatusCode != HttpStatusCode.TooManyRequests)
                    throw new SimulatorException(failure);
                if (response.Headers.RetryAfter?.Delta is { } pause && pause > wait)
                    wait = pause;
            }
            catch (Exception exception)
                when (exception is HttpRequestException or IOException
                    || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested)
                )
            {
                failure = $"{method} {path}: {exception.Message}";
            }
            if (DateTimeOffset.UtcNow > deadline)
                throw new SimulatorException(failure);
            await Task.Delay(wait, cancellationToken);
        }
    }

    /// <summary>Posts lines while they are made, for as long as it takes; sent once.</summary>
    public async Task<BulkAnswer> PostStreamAsync<T>(
        string path,
        IEnumerable<T> rows,
        CancellationToken cancellationToken
    )
    {
        using var patient = new HttpClient { BaseAddress = http.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = await AuthorizationAsync(cancellationToken);
        request.Content = new LinesContent<T>(rows);
        using var response = await patient.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<BulkAnswer>(answer, Json)!
            : throw new SimulatorException(
                $"{path} answered {(int)response.StatusCode}: {Encoding.UTF8.GetString(answer)}"
            );
    }

    /// <summary>A token that is good for some minutes more.</summary>
    public async Task<string> TokenAsync(CancellationToken cancellationToken) =>
        (await AuthorizationAsync(cancellationToken)).Parameter!;

    public void Dispose()
    {
        http.Dispose();
        renewing.Dispose();
    }

    private async Task<AuthenticationHeaderValue> AuthorizationAsync(CancellationToken cancellationToken)
    {
        if (token is { } current && DateTimeOffset.UtcNow < tokenEnds)
            return new AuthenticationHeaderValue("Bearer", current);
        await renewing.WaitAsync(cancellationToken);
        try
        {
            if (token is null || DateTimeOffset.UtcNow >= tokenEnds)
                await RenewAsync(cancellationToken);
            return new AuthenticationHeaderValue("Bearer", token);
        }
        finally
        {
            renewing.Release();
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = clientId,
                ["client_secret"] = clientSecret,
            }
        );
        using var response = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), form, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"no token ({(int)response.StatusCode}): {answer}");
        using var json = JsonDocument.Parse(answer);
        token = json.RootElement.GetProperty("access_token").GetString();
        tokenEnds = DateTimeOffset.UtcNow.AddSeconds(json.RootElement.GetProperty("expires_in").GetInt32() - 60);
    }
}

/// <summary>One JSON line for each row, made while it is sent.</summary>
internal sealed class LinesContent<T> : HttpContent
{
    private readonly IEnumerable<T> rows;

    public LinesContent(IEnumerable<T> rows)
    {
        this.rows = rows;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        foreach (var row in rows)
        {
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(row, GatewayClient.Json));
            await stream.WriteAsync("\n"u8.ToArray());
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

/// <summary>What became of a bulk request.</summary>
public sealed record BulkAnswer(int Accepted, int Unchanged, int Rejected, IReadOnlyList<RowError> Errors);

public sealed record RowError(int Row, string Field, string Code, string Text);

public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
