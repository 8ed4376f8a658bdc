using System.Net.Http.Headers;
using System.Text;

namespace CongNgheSo.Gateway.Tokens;

/// <summary>What a token request says, whichever way its credentials came.</summary>
/// <param name="ClientId">As sent; perhaps no client of ours.</param>
/// <param name="ClientSecret">As sent.</param>
/// <param name="Scopes">The scopes asked for; empty for all that the client holds.</param>
public sealed record TokenRequest(string ClientId, string ClientSecret, IReadOnlyList<string> Scopes)
{
    /// <summary>Reads the form (and HTTP Basic, RFC 6749 2.3.1), or says what is wrong with it.</summary>
    public static async Task<(TokenRequest? Request, TokenProblem? Problem)> ReadAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.HasFormContentType)
            return (null, TokenProblems.RequestInvalid);
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(cancellationToken);
        }
        catch (Exception exception)
            when (exception is InvalidDataException or NotSupportedException
                || exception is IOException and not BadHttpRequestException
            )
        {
            // Too much of it, in UTF-7, cut off; a form that is too large has a problem of its own.
            return (null, TokenProblems.RequestInvalid);
        }
        if (form.Any(field => field.Value.Count > 1) || form["grant_type"] is not [{ Length: > 0 } grant])
            return (null, TokenProblems.RequestInvalid);
        if (grant != "client_credentials")
            return (null, TokenProblems.GrantUnsupported);
        var credentials = (Id: form["client_id"].ToString(), Secret: form["client_secret"].ToString());
        if (request.Headers.Authorization.Count > 0)
        {
            if (credentials.Secret.Length > 0)
                return (null, TokenProblems.RequestInvalid);
            if (Basic(request) is not { } basic || (credentials.Id.Length > 0 && credentials.Id != basic.Id))
                return (null, TokenProblems.ClientInvalid);
            credentials = basic;
        }
        if (credentials.Id.Length == 0 || credentials.Secret.Length == 0)
            return (null, TokenProblems.RequestInvalid);
        var scopes = form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (new TokenRequest(credentials.Id, credentials.Secret, scopes), null);
    }

    private static (string Id, string Secret)? Basic(HttpRequest request)
    {
        if (
            !AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
            || !header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
        )
            return null;
        var bytes = new byte[header.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(header.Parameter ?? "", bytes, out var length))
            return null;
        return Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var id, var secret]
            ? (Uri.UnescapeDataString(id.Replace('+', ' ')), Uri.UnescapeDataString(secret.Replace('+', ' ')))
            : null;
    }
}
