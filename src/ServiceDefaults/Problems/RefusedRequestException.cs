using Microsoft.AspNetCore.Http;

namespace CongNgheSo.ServiceDefaults.Problems;

/// <summary>
/// A request whose parameters or body cannot be read, noticed too deep inside shared reading code to be returned as a
/// result. It is answered like the framework's own binding failures, with the code and text of its problem.
/// </summary>
public sealed class RefusedRequestException(ProblemType problem, params object?[] arguments)
    : BadHttpRequestException(problem?.Code ?? "", problem?.Status ?? 400)
{
    internal ProblemType Problem => problem!;

    internal object?[] Arguments => arguments;
}
