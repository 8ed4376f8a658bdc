using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Training.Levels;
using CongNgheSo.Services.Training.Sessions;

namespace CongNgheSo.Services.Training.Certificates;

/// <summary>Whether somebody gets the certificate that is asked for, by what was read under the writer's locks.</summary>
internal sealed class CertificateJudgement(TrainingSession session, Caller caller)
{
    public required HashSet<Guid> Erased { get; init; }

    public required IReadOnlyDictionary<Guid, Certificate> ById { get; init; }

    /// <summary>Certificates of the session that were not revoked.</summary>
    public required IReadOnlyDictionary<Guid, Certificate> ByMember { get; init; }

    /// <summary>Title of the session's programme.</summary>
    public required string Programme { get; init; }

    public required IReadOnlyDictionary<Guid, MemberCopy> Members { get; init; }

    public required HashSet<Guid> Attended { get; init; }

    /// <summary>The quiz that must be passed; null where there is none.</summary>
    public required Guid? QuizId { get; init; }

    public required HashSet<Guid> Passed { get; init; }

    public required IReadOnlyDictionary<string, string> LevelNames { get; init; }

    public required IReadOnlyDictionary<string, UnitAt?> Issuers { get; init; }

    /// <summary>The certificate that is there already, or why there can be none; neither where it is to be issued.</summary>
    public (Certificate?, Refusal?) Judge(CertificateRow row)
    {
        var (id, content) = row;
        var hash = Certificate.HashOf(session.Id, content);
        // First of all: the hash of what was erased is gone, and says nothing of retries any more.
        if (Erased.Contains(content.MemberId))
            return (null, new Refusal(CertificateProblems.MemberErased, "memberId", content.MemberId));
        if (ById.TryGetValue(id, out var same))
            return same.RecordedHash == hash
                ? (same, null)
                : (null, new Refusal(CertificateProblems.IdTaken, "id", id));
        if (ByMember.TryGetValue(content.MemberId, out var theirs))
            return theirs.RecordedHash == hash
                ? (theirs, null)
                : (null, new Refusal(CertificateProblems.Exists, "memberId", theirs.Id));
        return (null, Refusal(content));
    }

    /// <summary>The unit that issues it, which is there: <see cref="Judge"/> has been asked.</summary>
    public UnitAt IssuerOf(CertificateContent content) => Issuers[content.IssuingUnit ?? session.OrganiserUnit]!;

    public CertificateGrounds GroundsOf(CertificateContent content, int serial) =>
        new(
            session,
            Programme,
            content.Level is { } level ? LevelNames[level] : null,
            IssuerOf(content),
            Members[content.MemberId].UnitId,
            serial
        );

    private Refusal? Refusal(CertificateContent content)
    {
        if (!Attended.Contains(content.MemberId) || !Members.ContainsKey(content.MemberId))
            return new Refusal(CertificateProblems.NotAttended, "memberId", content.MemberId);
        if (QuizId is not null && !Passed.Contains(content.MemberId))
            return new Refusal(CertificateProblems.NotPassed, "memberId", content.MemberId, QuizId);
        if (content.Level is not null && !LevelNames.ContainsKey(content.Level))
            return new Refusal(LevelProblems.Unknown, "level", content.Level);
        var code = content.IssuingUnit ?? session.OrganiserUnit;
        if (Issuers[code] is not { } issuer)
            return new Refusal(CertificateProblems.UnitUnknown, "issuingUnit", code);
        if (!caller.MayTouch(issuer.Path))
            return new Refusal(CommonProblems.UnitOutOfScope, "issuingUnit", code);
        return UnitPath.IsWithin(session.OrganiserPath, issuer.Code)
            ? null
            : new Refusal(CertificateProblems.IssuerWrong, "issuingUnit");
    }
}
