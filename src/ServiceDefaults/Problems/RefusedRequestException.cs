using Microsoft.AspNetCore.Http;

namespace CongNgheSo.ServiceDefaults.Problems;

/// <summary>
/// A request whose parameters or body cannot be read, noticed too deep inside shared reading code to be returned as a
/// result. It is answered like the framework's own binding failures, with the code and text of its problem.
/// </summary>
public sealed class RefusedRequestException(ProblemType problem, params object?[] arguments)
    : BadHttpRequestException(problem?.Code ?? "", problem?.Status ?? 400)
{
    /// <summary>The problem in both languages, for what is refused while nobody waits for the answer.</summary>
    public BilingualError Reason => BilingualError.Of(() => Problem.At("", Arguments));

    internal ProblemType Problem => problem!;

    internal object?[] Arguments => arguments;
}
