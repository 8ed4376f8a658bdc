using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Gateway.Clients;

public static class ClientProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "client.not-found",
        "Không có ứng dụng khách {0}.",
        "There is no client {0}."
    );

    public static readonly ProblemType ScopeUnknown = new(
        400,
        "client.scope-unknown",
        "Không có phạm vi (scope) này.",
        "There is no such scope."
    );

    public static readonly ProblemType ScopeBeyondOwn = new(
        403,
        "client.scope-beyond-own",
        "Chỉ được quản lý ứng dụng khách có phạm vi nằm trong phạm vi của mình; ngoài phạm vi: {0}.",
        "You can only manage clients whose scopes are among your own; beyond them: {0}."
    );

    public static readonly ProblemType AlreadyCreated = new(
        409,
        "client.already-created",
        "Yêu cầu này đã tạo ứng dụng khách {0}; mật khẩu chỉ trả về một lần, hãy xin mật khẩu mới.",
        "This request already created client {0}; its secret is told only once, ask for a new one."
    );

    public static readonly ProblemType Own = new(
        409,
        "client.own",
        "Ứng dụng khách không thể tự thu hồi chính mình.",
        "A client cannot revoke itself."
    );

    public static readonly ProblemType Revoked = new(
        409,
        "client.revoked",
        "Ứng dụng khách {0} đã bị thu hồi.",
        "Client {0} has been revoked."
    );
}
