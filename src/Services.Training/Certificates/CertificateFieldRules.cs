using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;

namespace CongNgheSo.Services.Training.Certificates;

/// <summary>The fields that one certificate, and a row of many, have in common.</summary>
public interface ICertificateFields
{
    Guid? MemberId { get; }
    string? HolderName { get; }
    string? Level { get; }
    string? IssuingUnit { get; }
    string? Place { get; }
    string? SignatoryTitle { get; }
    string? SignatoryName { get; }
    DateOnly? ExpiresOn { get; }
}

public static class CertificateFieldRules
{
    public static void AddTo<T>(AbstractValidator<T> rules, TimeProvider clock)
        where T : ICertificateFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RuleFor(request => request.MemberId).NotNull();
        rules.RuleFor(request => request.HolderName).NotEmpty().MaximumLength(100);
        rules.RuleFor(request => request.Level).MaximumLength(64);
        rules.RuleFor(request => request.IssuingUnit).MaximumLength(20);
        rules.RuleFor(request => request.Place).NotEmpty().MaximumLength(100);
        rules.RuleFor(request => request.SignatoryTitle).NotEmpty().MaximumLength(100);
        rules.RuleFor(request => request.SignatoryName).MaximumLength(100);
        rules
            .RuleFor(request => request.ExpiresOn)
            .Must(day => day is null || day > clock.Today())
            .WithProblem(CertificateProblems.ExpiresTooEarly);
    }

    /// <summary>The content of a request that has passed the rules.</summary>
    public static CertificateContent ToContent(this ICertificateFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new CertificateContent(
            fields.MemberId!.Value,
            StoredText.Clean(fields.HolderName!),
            Named(fields.Level),
            Named(fields.IssuingUnit),
            StoredText.Clean(fields.Place!),
            StoredText.Clean(fields.SignatoryTitle!),
            Named(fields.SignatoryName),
            fields.ExpiresOn
        );
    }

    private static string? Named(string? text) => string.IsNullOrWhiteSpace(text) ? null : StoredText.Clean(text);
}
