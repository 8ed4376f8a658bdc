using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;

namespace CongNgheSo.Services.Registry.Members;

/// <summary>The fields that adding and changing a member have in common.</summary>
public interface IMemberContentFields
{
    string? FullName { get; }
    string? Phone { get; }
    string? Role { get; }
    string? Background { get; }
    DateOnly? JoinedOn { get; }
    int? BirthYear { get; }
    string? Sex { get; }
}

public static class MemberContentRules
{
    public static void AddTo<T>(AbstractValidator<T> rules, TimeProvider clock)
        where T : IMemberContentFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RuleFor(request => request.FullName).NotEmpty().MaximumLength(100);
        rules
            .RuleFor(request => request.Phone)
            .Must(
                (request, phone) =>
                    string.IsNullOrWhiteSpace(phone)
                    || PhoneNumber.Normalise(phone) is not null
                    || (request is ChangeMemberRequest && PhoneNumber.IsMasked(phone))
            )
            .WithProblem(MemberProblems.PhoneInvalid);
        rules
            .RuleFor(request => request.Role)
            .Must(role => role is not null && MemberCodes.Roles.ContainsKey(role))
            .WithProblem(MemberProblems.CodeUnknown, string.Join(", ", MemberCodes.Roles.Keys));
        rules
            .RuleFor(request => request.Background)
            .Must(background => background is not null && MemberCodes.Backgrounds.ContainsKey(background))
            .WithProblem(MemberProblems.CodeUnknown, string.Join(", ", MemberCodes.Backgrounds.Keys));
        rules
            .RuleFor(request => request.JoinedOn)
            .Must(day => day is null || TeamContentRules.IsInRange(day.Value, clock))
            .WithProblem(MemberProblems.DateOutOfRange);
        rules
            .RuleFor(request => request.BirthYear)
            .Must(year => year is null || (year >= clock.Today().Year - 110 && year <= clock.Today().Year - 10))
            .WithProblem(MemberProblems.BirthYearOutOfRange);
        rules
            .RuleFor(request => request.Sex)
            .Must(sex => sex is null || MemberCodes.Sexes.Contains(sex))
            .WithProblem(MemberProblems.CodeUnknown, string.Join(", ", MemberCodes.Sexes));
    }

    /// <summary>The content of a request that has passed the rules.</summary>
    public static MemberContent ToContent(this IMemberContentFields fields, DateOnly joinedByDefault)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new MemberContent(
            VietnameseText.Clean(fields.FullName!),
            string.IsNullOrWhiteSpace(fields.Phone) ? null : PhoneNumber.Normalise(fields.Phone),
            fields.Role!,
            fields.Background!,
            fields.JoinedOn ?? joinedByDefault,
            fields.BirthYear,
            fields.Sex
        );
    }
}
