using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>What tests of attachments do all the time.</summary>
internal static class AttachmentCalls
{
    /// <summary>A form with one file, its name written as .NET does: filename* in UTF-8.</summary>
    public static MultipartFormDataContent Form(byte[] file, string name, string? type = null, string field = "file")
    {
        var content = new ByteArrayContent(file);
        if (type is not null)
            content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new MultipartFormDataContent { { content, field, name } };
    }

    public static Task<HttpResponseMessage> AttachAsync(
        this HttpClient client,
        Guid activity,
        byte[] file,
        string name,
        string? type = null,
        Guid? id = null
    ) => client.PostAsync(PathOf(activity) + (id is null ? "" : $"?attachmentId={id}"), Form(file, name, type));

    /// <summary>The file as the whole body.</summary>
    public static Task<HttpResponseMessage> AttachRawAsync(
        this HttpClient client,
        Guid activity,
        byte[] file,
        string type,
        string? disposition
    )
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (disposition is not null)
            content.Headers.TryAddWithoutValidation("Content-Disposition", disposition);
        return client.PostAsync(PathOf(activity), content);
    }

    public static async Task<JsonObject> AttachedAsync(
        this HttpClient client,
        Guid activity,
        byte[] file,
        string name
    ) => await (await client.AttachAsync(activity, file, name)).ShouldBeJsonAsync(201);

    public static async Task<JsonArray> AttachmentsAsync(this HttpClient client, Guid activity, string query = "") =>
        JsonNode.Parse(await client.GetStringAsync(PathOf(activity) + query))!.AsArray();

    public static string PathOf(Guid activity, JsonNode? attachment = null) =>
        $"/v1/activities/{activity}/attachments" + (attachment is null ? "" : $"/{attachment["id"]}");

    public static bool Holds(this byte[] content, string text) => content.Holds(Encoding.UTF8.GetBytes(text));

    public static bool Holds(this byte[] content, params ReadOnlySpan<byte> part) =>
        content.AsSpan().IndexOf(part) >= 0;
}
