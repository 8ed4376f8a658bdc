using OpenTelemetry.Trace;

namespace CongNgheSo.ServiceDefaults.Telemetry;

/// <summary>
/// Records every trace that starts here while they are few, and so many a second when they are not: under load one
/// trace is like the next, and recording all of them costs more than the work itself. A trace that was begun elsewhere
/// follows its beginning (see the parent-based sampler around this one).
/// </summary>
internal sealed class BurstSampler(int perSecond, TimeProvider clock) : Sampler
{
    private long second;
    private int taken;

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var now = clock.GetTimestamp() / clock.TimestampFrequency;
        if (Interlocked.Exchange(ref second, now) != now)
            Interlocked.Exchange(ref taken, 0);
        return new SamplingResult(
            Interlocked.Increment(ref taken) <= perSecond ? SamplingDecision.RecordAndSample : SamplingDecision.Drop
        );
    }
}
