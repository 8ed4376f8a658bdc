using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Gateway.Tokens;

/// <summary>A refusal that OAuth clients understand by <c>error</c> (RFC 6749, 5.2) and ours by <c>code</c>.</summary>
public sealed record TokenProblem(string Error, ProblemType Problem)
{
    /// <summary>One problem+json body with both.</summary>
    public ProblemHttpResult Result()
    {
        var result = Problem.Result();
        result.ProblemDetails.Extensions["error"] = Error;
        // The RFC allows printable ASCII only, so this one is English for every reader; the title is not.
        result.ProblemDetails.Extensions["error_description"] = Problem.En;
        return result;
    }
}

public static class TokenProblems
{
    public static readonly TokenProblem RequestInvalid = new(
        "invalid_request",
        new(
            400,
            "token.request-invalid",
            "Yêu cầu cấp mã phải là biểu mẫu (form) có grant_type, client_id và client_secret, mỗi tham số một lần; "
                + "thông tin ứng dụng khách chỉ gửi bằng một cách.",
            "A token request is a form with grant_type, client_id and client_secret, each once; "
                + "credentials are sent in one way only."
        )
    );

    public static readonly TokenProblem GrantUnsupported = new(
        "unsupported_grant_type",
        new(
            400,
            "token.grant-unsupported",
            "Chỉ hỗ trợ grant_type=client_credentials.",
            "Only grant_type=client_credentials is supported."
        )
    );

    public static readonly TokenProblem ScopeInvalid = new(
        "invalid_scope",
        new(
            400,
            "token.scope-invalid",
            "Ứng dụng khách không được cấp phạm vi (scope) đã yêu cầu.",
            "The client does not hold a scope that was asked for."
        )
    );

    public static readonly TokenProblem ClientInvalid = new(
        "invalid_client",
        new(
            401,
            "token.client-invalid",
            "client_id hoặc client_secret không đúng.",
            "The client_id or the client_secret is wrong."
        )
    );
}
