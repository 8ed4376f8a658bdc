using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CongNgheSo.Platform.Tests;

/// <summary>Whatever is wrong with a request, of whatever operation, is told in one shape and never as a failure of ours.</summary>
public sealed partial class ProblemTests(RunningPlatform platform)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_operation_refuses_what_is_wrong_in_one_shape_and_two_languages()
    {
        using var ministry = await platform.ClientAsync("VN");
        var token = await ministry.TokenAsync(Cancellation);
        using var scopeless = await platform.ClientAsync("VN", "reporting.read");
        using var other = await platform.ClientAsync("VN", "registry.read");
        var reporting = await scopeless.TokenAsync(Cancellation);
        var registry = await other.TokenAsync(Cancellation);
        await GoodBodies.FillCatalogueCodesAsync(ministry);
        using var http = platform.Anonymous();
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var wrong = new List<string>();
        var operations = await ApiOperation.ReadAllAsync(http);

        foreach (var operation in operations)
        {
            if (operation.NeedsToken)
            {
                await RefusedAsync(operation, 401, null);
                await RefusedAsync(operation, 403, operation.Scopes.Contains("reporting.read") ? registry : reporting);
            }
            foreach (var (path, status) in WrongPaths(operation))
                await RefusedAsync(operation, status, token, path);
            if (operation.BodyContent is not null)
                foreach (var (body, type, status) in WrongBodies(operation))
                    await RefusedAsync(operation, status, token, body: body, contentType: type);
            if (operation.NeedsIfMatch)
            {
                string? body = null;
                if (operation.BodyContent is not null)
                {
                    GoodBodies.ByOperation.ShouldContainKey(operation.Id);
                    body = JsonSerializer.Serialize(GoodBodies.ByOperation[operation.Id]);
                }
                await RefusedAsync(operation, 428, token, body: body);
                await RefusedAsync(operation, 400, token, body: body, ifMatch: "\"abc\"");
                // No version is 0: a change of an activity's version 1 would be held until it comes.
                await RefusedAsync(operation, 404, token, body: body, ifMatch: "\"0\"");
            }
        }

        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine(string.Join('\n', operations.Select(operation => operation.ToString())));
        output.WriteLine(string.Join('\n', seen));
        string[] important =
        [
            "auth.token-required",
            "auth.scope-missing",
            "request.invalid",
            "request.field-unreadable",
            "request.body-missing",
            "request.body-not-array",
            "request.csv-header-missing",
            "request.media-type-unsupported",
            "request.path-unknown",
            "request.version-required",
            "request.version-invalid",
            "request.parameter-unknown",
            "request.cursor-invalid",
            "request.limit-out-of-range",
            "request.text-forbidden",
            "token.request-invalid",
            "client.not-found",
            "unit.not-found",
            "team.not-found",
            "activity.not-found",
            "training-programme.not-found",
            "training-session.not-found",
            "training-topic.not-found",
            "training-requirement.not-found",
            "material.not-found",
            "quiz.not-found",
            "certificate.not-found",
            "training-coverage.unit-unknown",
            "rollup.unit-unknown",
            "rollup.indicator-missing",
            "rollup.period-invalid",
            "indicator.not-found",
            "finding.not-found",
            "export.not-found",
            "unit-import.valid-from-required",
            "field.not-null",
            "field.not-empty",
        ];
        wrong.ShouldBeEmpty();
        important.Except(seen.Keys).ShouldBeEmpty();

        // A status where one is certain; null where any refusal will do, or none (an odd but harmless request).
        async Task RefusedAsync(
            ApiOperation operation,
            int? status,
            string? bearer,
            string? path = null,
            string? body = null,
            string contentType = "application/json",
            string? ifMatch = null
        )
        {
            path ??= operation.UnknownPath;
            // A bearer token is no credential for asking for one.
            bearer = operation.NeedsToken ? bearer : null;
            (string, string)[] headers = ifMatch is null ? [] : [("If-Match", ifMatch)];
            var what = $"{operation.Method} {path} {contentType} {body}";
            var vietnamese = await AskAsync("");
            if (vietnamese is null)
                return;
            var english = await AskAsync("en");
            ((string?)english!["code"]).ShouldBe((string?)vietnamese["code"], what);
            ((string?)english["title"]).ShouldNotBe((string?)vietnamese["title"], what);
            ((string?)vietnamese["title"])!.Any(letter => letter > 127).ShouldBeTrue(what);
            ((string?)english["title"])!.All(letter => letter < 128).ShouldBeTrue(what);

            async Task<JsonObject?> AskAsync(string language)
            {
                using var answer = await operation.SendAsync(
                    http,
                    bearer,
                    path,
                    body,
                    contentType,
                    [.. headers, ("Accept-Language", language)]
                );
                var text = await answer.Content.ReadAsStringAsync(Cancellation);
                ((int)answer.StatusCode).ShouldBeLessThan(500, $"{what}\n{text}");
                if (status is not null && (int)answer.StatusCode != status)
                    wrong.Add($"{status} should answer {what}, not\n{text}");
                if (answer.IsSuccessStatusCode)
                    return null;
                answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", what);
                var problem = JsonNode.Parse(text)!.AsObject();
                ((int?)problem["status"]).ShouldBe((int)answer.StatusCode, what);
                ((string?)problem["code"]).ShouldNotBeNullOrEmpty(what);
                ((string?)problem["title"]).ShouldNotBeNullOrEmpty(what);
                Internals().IsMatch(text).ShouldBeFalse($"{what}\n{text}");
                Note((string)problem["code"]!);
                foreach (var error in problem["errors"]?.AsArray() ?? [])
                {
                    ((string?)error!["text"]).ShouldNotBeNullOrEmpty(what);
                    Note((string)error["code"]!);
                }
                return problem;
            }
        }

        void Note(string code) => seen[code] = seen.GetValueOrDefault(code) + 1;
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_before_it_is_read()
    {
        using var http = platform.Anonymous();
        foreach (var address in new[] { platform.Gateway, platform.Host.Address("activity") })
        {
            using var ministry = await platform.ClientAsync("VN");
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/v1/activities/batch"));
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Bearer",
                await ministry.TokenAsync(Cancellation)
            );
            request.Headers.ExpectContinue = true;
            request.Content = new ByteArrayContent(new byte[(64 << 20) + 1]);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            using var answer = await http.SendAsync(request, Cancellation);
            var text = await answer.Content.ReadAsStringAsync(Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge, $"{address} {text}");
            ((string?)JsonNode.Parse(text)!["code"]).ShouldBe("request.too-large", address.ToString());
        }
        using var form = new StringContent(
            "grant_type=" + new string('x', 20_000),
            Encoding.UTF8,
            "application/x-www-form-urlencoded"
        );
        using var token = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), form, Cancellation);
        token.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    private static IEnumerable<(string Path, int? Status)> WrongPaths(ApiOperation operation)
    {
        // Without the version that is changed, or without what is compared, nobody looks whether it is there.
        if (
            operation.BodyContent is null
            && operation.Template.Contains('{', StringComparison.Ordinal)
            && !operation.Parameters.Any(parameter => (string?)parameter["name"] == "If-Match")
            && operation.Id is not ("RankChildren" or "RankUnits" or "GetStanding")
        )
            yield return (operation.UnknownPath, 404);
        if (operation.UnknownPath.Split('/') is { Length: > 3 } path && Guid.TryParse(path[3], out _))
            yield return (string.Join('/', [.. path[..3], "khong-phai-uuid", .. path[4..]]), 404);
        if (operation.NeedsToken)
            yield return ($"{operation.UnknownPath}?khongCo=1", null);
        foreach (var parameter in operation.QueryParameters)
        {
            var name = (string)parameter["name"]!;
            var schema = parameter["schema"]!;
            var isText = (string?)schema["type"] == "string" && schema["format"] is null;
            // With an unknown id in the path either may be told first.
            int? refused = operation.Template.Contains('{', StringComparison.Ordinal) ? null : 400;
            if (!isText)
                yield return ($"{operation.UnknownPath}?{name}=khong", 400);
            else if (operation.Method == HttpMethod.Get)
                yield return ($"{operation.UnknownPath}?{name}=%00", refused);
            if (name == "cursor")
                foreach (var cursor in new[] { "garbage", "bnVsbA", "e30", "***" })
                    yield return ($"{operation.UnknownPath}?cursor={cursor}", refused);
            if (name == "limit")
                foreach (var limit in new[] { 0, -1, 1001, int.MaxValue })
                    yield return ($"{operation.UnknownPath}?limit={limit}", refused);
            if ((string?)schema["format"] == "date")
                foreach (var day in new[] { "2024-02-30", "01/02/2024", "" })
                    yield return ($"{operation.UnknownPath}?{name}={day}", day.Length > 0 ? 400 : null);
            if ((string?)schema["format"] == "date")
                foreach (var day in new[] { "0001-01-01", "9999-12-31" })
                    yield return ($"{operation.UnknownPath}?{name}={day}", null);
        }
        if (operation.Id == "GetRollup")
            foreach (
                var query in new[]
                {
                    "from=2024-02-01&to=2024-01-01",
                    "from=1900-01-01",
                    "from=9990-01-01&to=9999-12-31&granularity=decade",
                    "boundaries=never",
                }
            )
                yield return ($"/v1/rollups/VN?{query}", 400);
    }

    private static IEnumerable<(string? Body, string Type, int? Status)> WrongBodies(ApiOperation operation)
    {
        const string json = "application/json";
        yield return ("x", "image/png", operation.Id == "IssueToken" ? 400 : null);
        yield return (null, json, null);
        yield return ("{}", "application/json; charset=khong", 415);
        if (operation.Id == "IssueToken")
        {
            yield return ("grant_type=password", "application/x-www-form-urlencoded", 400);
            yield return (
                "grant_type=client_credentials&client_id=x&client_secret=y",
                "application/x-www-form-urlencoded",
                401
            );
            yield break;
        }
        if (operation.TakesForm)
        {
            // What belongs to an unknown id is not looked at.
            int? unreadable = operation.Template.Contains('{', StringComparison.Ordinal) ? null : 400;
            yield return ("x", "text/plain", unreadable is null ? null : 415);
            yield return ("{", json, unreadable);
            yield return ("--x--\r\n", "multipart/form-data; boundary=x", unreadable);
            yield return (
                "--x\r\nContent-Disposition: form-data; name=effectiveOn\r\n\r\nkhong\r\n--x--\r\n",
                "multipart/form-data; boundary=x",
                unreadable
            );
            yield break;
        }
        if (operation.TakesLines)
        {
            // So are lines, for as long as they come.
            yield return ("{}\n{", "application/x-ndjson", null);
            yield return ("x", "text/plain", 415);
            yield break;
        }
        yield return ("{", json, 400);
        yield return ("null", json, null);
        yield return ("\"x\"", json, 400);
        if (operation.TakesRows)
        {
            // Rows are judged one by one: an empty or broken one is no failure of the whole.
            yield return ("{}", json, null);
            yield return ("[{}]", json, null);
            yield return ("[null,1,{\"khongCo\":1}]", json, null);
            yield return ("{\"khongCo\":1}\n{", "application/x-ndjson", null);
            yield return ("", "text/csv", null);
            yield return ("a,\"b\n1", "text/csv", null);
            yield return ("x", "text/plain", null);
            yield break;
        }
        yield return ("x", "text/plain", 415);
        yield return ("[]", json, 400);
        yield return ("{}", json, operation.JsonBody?["required"] is JsonArray { Count: > 0 } ? 400 : null);
        yield return ("{\"khongCo\":1}", json, 400);
        foreach (var (field, schema) in operation.JsonBody?["properties"]?.AsObject() ?? [])
        {
            var isObject = schema!["type"]?.ToJsonString().Contains("object", StringComparison.Ordinal) == true;
            yield return ($"{{\"{field}\":{(isObject ? "1" : "{}")}}}", json, 400);
        }
        if (GoodBodies.ByOperation.TryGetValue(operation.Id, out var good))
        {
            var texts = JsonSerializer.SerializeToNode(good)!.AsObject();
            foreach (var field in texts.Select(pair => pair.Key).ToArray())
                if (texts[field]!.GetValueKind() == JsonValueKind.String)
                    texts[field] = "\0";
            yield return (texts.ToJsonString(), json, null);
        }
        if (operation.Id == "CreateClient")
            yield return ("""{"name":"\u0000","unit":"02","scopes":["activity.read"]}""", json, 400);
        if (operation.Id == "RegisterVillage")
            yield return ("""{"parentCode":"\u0000","type":"thôn","name":"a"}""", json, 400);
    }

    [GeneratedRegex(@"System\.|Microsoft\.|CongNgheSo\.[A-Z]|Npgsql|Exception|Nullable|DateOnly|Int32|Guid\b|\n\s+at ")]
    private static partial Regex Internals();
}
