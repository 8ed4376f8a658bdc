using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.SupportPoints;

/// <summary>An office that helps teams. Of the office, not of a person.</summary>
/// <param name="BodyName">Name of the body ("Sở Khoa học và Công nghệ"), up to 200 characters.</param>
/// <param name="Phone">The office's number, 3 to 12 digits.</param>
/// <param name="Email">The office's address, up to 200 characters.</param>
/// <param name="Hours">When it can be reached ("7:30–17:00, thứ Hai đến thứ Sáu"), up to 200 characters.</param>
public sealed record NameSupportPointRequest(string? BodyName, string? Phone, string? Email, string? Hours)
{
    internal SupportPointContent ToContent() =>
        new(
            VietnameseText.Clean(BodyName!),
            string.IsNullOrWhiteSpace(Phone) ? null : OfficePhone.Normalise(Phone),
            VietnameseText.CleanOrNull(Email),
            VietnameseText.CleanOrNull(Hours)
        );
}

public sealed class NameSupportPointRules : AbstractValidator<NameSupportPointRequest>
{
    public NameSupportPointRules()
    {
        RuleFor(request => request.BodyName).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Phone)
            .Must(phone => string.IsNullOrWhiteSpace(phone) || OfficePhone.Normalise(phone) is not null)
            .WithProblem(SupportPointProblems.PhoneInvalid);
        RuleFor(request => request.Email).MaximumLength(200).EmailAddress();
        RuleFor(request => request.Hours).MaximumLength(200);
    }
}

public static class NameSupportPoint
{
    /// <summary>Names the office that helps the teams of a unit and of those below it that have none of their own.</summary>
    /// <remarks>If-Match, where given, names the version being replaced; sending the same again changes nothing.</remarks>
    /// <param name="code">Code of the unit.</param>
    public static async Task<Results<Ok<SupportPointResponse>, ProblemHttpResult>> Handle(
        string code,
        NameSupportPointRequest request,
        HttpContext http,
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var expected = http.Request.IfMatch();
        var day = clock.Today();
        if ((await db.UnitsByCodeAsync([code], day, cancellationToken)).GetValueOrDefault(code) is not { } unit)
            return UnitProblems.NotFound.Result(code, day);
        if (!caller.MayTouch(unit.Path))
            return CommonProblems.UnitOutOfScope.Result(code);
        var point = await db.SupportPoints.FindAsync([code], cancellationToken);
        if (point is null)
            point = db.SupportPoints.Add(new SupportPoint(code)).Entity;
        var content = request.ToContent();
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var isDone = point.Content == content;
        if (expected is not null && point.Version != expected && !(isDone && point.Version == expected + 1))
            return CommonProblems.VersionStale.Result(point.Version);
        if (!isDone)
        {
            point.Say(content, caller.ClientId, clock.GetUtcNow());
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateException exception)
                when (exception is DbUpdateConcurrencyException || DatabaseFailures.IsUniqueViolation(exception))
            {
                return CommonProblems.VersionStale.Result(point.Version);
            }
        }
        http.Response.SetETag(point.Version);
        return TypedResults.Ok(SupportPointResponse.Of(point, unit.FullName));
    }
}
