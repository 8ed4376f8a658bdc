using System.Net;
using System.Text;

namespace CongNgheSo.Gateway.Tests;

/// <summary>A body that is sent line by line, when told to.</summary>
internal sealed class LinesContent : HttpContent
{
    private readonly TaskCompletionSource<Stream> stream = new();
    private readonly TaskCompletionSource finished = new();

    public async Task SendAsync(string line)
    {
        var to = await stream.Task;
        await to.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));
        await to.FlushAsync();
    }

    public void Finish() => finished.SetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.FlushAsync();
        this.stream.SetResult(stream);
        await finished.Task;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
