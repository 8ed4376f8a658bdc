using System.Reflection;
using System.Text.Json;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>
/// One set of rules per request: an <see cref="AbstractValidator{T}"/> beside it, used for single bodies by the filter
/// here and for the rows of a bulk request by the bulk reader.
/// </summary>
public static class Validation
{
    static Validation()
    {
        ValidatorOptions.Global.LanguageManager = new ValueFreeTexts();
        ValidatorOptions.Global.PropertyNameResolver = (_, member, _) => member is null ? null : Camel(member.Name);
        ValidatorOptions.Global.DisplayNameResolver = (_, member, _) => member is null ? null : Camel(member.Name);
        // "NotEmptyValidator" becomes "field.not-empty".
        ValidatorOptions.Global.ErrorCodeResolver = validator =>
            "field."
            + JsonNamingPolicy.KebabCaseLower.ConvertName(
                validator.Name.Replace("Validator", "", StringComparison.Ordinal)
            );
    }

    /// <summary>Registers every validator of <paramref name="assembly"/>.</summary>
    public static IServiceCollection AddValidators(this IServiceCollection services, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        foreach (
            var type in assembly.GetTypes().Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false })
        )
        foreach (var contract in type.GetInterfaces().Where(IsValidator))
            services.AddSingleton(contract, type);
        return services;
    }

    /// <summary>Refuses (400) bodies that break the rules of their validator before the handler sees them.</summary>
    public static RouteGroupBuilder ValidateBodies(this RouteGroupBuilder group) =>
        group.AddEndpointFilterFactory(
            (factory, next) =>
            {
                var validated = factory
                    .MethodInfo.GetParameters()
                    .Select(
                        (parameter, index) =>
                            (index, validator: ValidatorOf(factory.ApplicationServices, parameter.ParameterType))
                    )
                    .FirstOrDefault(pair => pair.validator is not null);
                if (validated.validator is null)
                    return next;
                return async context =>
                {
                    var body = context.Arguments[validated.index]!;
                    var errors = Errors(validated.validator, body);
                    return errors.Count == 0 ? await next(context) : Invalid(errors);
                };
            }
        );

    /// <summary>What is wrong with <paramref name="value"/>; empty when nothing is.</summary>
    public static IReadOnlyList<FieldError> Errors(this IValidator validator, object value)
    {
        ArgumentNullException.ThrowIfNull(validator);
        var unfit = RequestContents.Errors(value);
        if (unfit.Any(RequestContents.IsForbidden))
            return unfit;
        var result = validator.Validate(new ValidationContext<object>(value));
        return result.IsValid
            ? unfit
            :
            [
                .. unfit,
                .. result.Errors.Select(error => new FieldError(
                    error.PropertyName,
                    error.ErrorCode,
                    error.ErrorMessage
                )),
            ];
    }

    /// <summary>Gives a rule its code and text from the noun's catalogue of problems.</summary>
    public static IRuleBuilderOptions<T, TProperty> WithProblem<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule,
        ProblemType problem,
        params object?[] args
    )
    {
        ArgumentNullException.ThrowIfNull(problem);
        return rule.WithErrorCode(problem.Code).WithMessage(_ => problem.Text(args));
    }

    internal static IResult Invalid(IReadOnlyList<FieldError> errors)
    {
        var details = CommonProblems.Invalid.Details();
        details.Extensions["errors"] = errors;
        return TypedResults.Problem(details);
    }

    private static bool IsValidator(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IValidator<>);

    private static IValidator? ValidatorOf(IServiceProvider services, Type type) =>
        type.IsClass && type != typeof(string)
            ? (IValidator?)services.GetService(typeof(IValidator<>).MakeGenericType(type))
            : null;

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
