using System.Security.Cryptography;
using System.Text;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>Gives a new record its id so that sending the same request again gives the same id.</summary>
public static class StableId
{
    /// <summary>
    /// The client's own id; else one derived from its <c>Idempotency-Key</c> (and row number, in a batch); else null.
    /// </summary>
    public static Guid? Of(Guid? clientsId, HttpRequest request, Caller caller, int row = 0)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(caller);
        if (clientsId is not null)
            return clientsId;
        return request.Headers["Idempotency-Key"] is [{ Length: > 0 } key]
            ? From($"{caller.ClientId}\n{request.Path}\n{key}\n{row}")
            : null;
    }

    /// <summary>A UUID (version 8) that depends on <paramref name="text"/> alone.</summary>
    public static Guid From(string text)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
