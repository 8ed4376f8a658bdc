using System.Globalization;
using System.Reflection;
using FluentValidation;
using FluentValidation.Validators;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>Documents requests as their validators judge them.</summary>
internal static class ApiSchemas
{
    public static Task FollowRules(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var type = context.JsonTypeInfo.Type;
        if (
            schema.Properties is { Count: > 0 } properties
            && type.IsClass
            && context.ApplicationServices.GetService(typeof(IValidator<>).MakeGenericType(type)) is IValidator rules
        )
        {
            schema.Required = RequiredBy(rules, type).Where(properties.ContainsKey).Order().ToHashSet();
            foreach (var name in schema.Required)
                if (properties[name] is OpenApiSchema property)
                    property.Type &= ~JsonSchemaType.Null;
            foreach (var rule in (IEnumerable<IValidationRule>)rules)
                if (properties.TryGetValue(rule.PropertyName ?? "", out var property) && !rule.HasCondition)
                    Bound(IsForEach(rule) ? property.Items as OpenApiSchema : property as OpenApiSchema, rule);
        }
        return Task.CompletedTask;
    }

    /// <summary>
    /// Requests take no unknown fields and say so; answers may gain fields, so that readers have to let them pass.
    /// </summary>
    public static void LeaveAnswersOpen(OpenApiDocument document)
    {
        var schemas = document.Components!.Schemas!;
        var requests = new HashSet<string>();
        foreach (
            var media in document
                .Paths.Values.SelectMany(path => path.Operations ?? [])
                .SelectMany(operation =>
                    operation.Value.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>()
                )
        )
            Follow(media.Value.Schema);
        foreach (var (name, schema) in schemas)
            if (!requests.Contains(name) && schema is OpenApiSchema open)
                open.AdditionalPropertiesAllowed = true;

        void Follow(IOpenApiSchema? schema)
        {
            if (schema is OpenApiSchemaReference { Reference.Id: { } id })
            {
                if (requests.Add(id) && schemas.TryGetValue(id, out var target))
                    Follow(target);
                return;
            }
            FollowAll(schema?.Items, schema?.AdditionalProperties);
            FollowAll([.. schema?.Properties?.Values ?? [], .. schema?.OneOf ?? [], .. schema?.AnyOf ?? []]);
        }

        void FollowAll(params IOpenApiSchema?[] inner)
        {
            foreach (var each in inner)
                if (each is not null)
                    Follow(each);
        }
    }

    /// <summary>The fields that are refused when a request says nothing at all: only the rules themselves know them.</summary>
    private static IEnumerable<string> RequiredBy(IValidator rules, Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance)
            .MaxBy(each => each.GetParameters().Length)!;
        var empty = constructor.Invoke([
            .. constructor
                .GetParameters()
                .Select(parameter =>
                    parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null
                ),
        ]);
        var optional = ((IEnumerable<IValidationRule>)rules)
            .Where(IsOfSeveralFields)
            .Select(rule => rule.PropertyName)
            .ToHashSet();
        return rules.Errors(empty).Select(error => error.Field).Where(field => !optional.Contains(field));
    }

    /// <summary>True where the field is refused for what other fields say: it is named in the error and not required itself.</summary>
    private static bool IsOfSeveralFields(IValidationRule rule) =>
        rule.Member is null
        || rule.Components.Any(component =>
            component is { HasCondition: true, Validator: INotNullValidator or INotEmptyValidator }
        );

    private static bool IsForEach(IValidationRule rule) =>
        rule.GetType()
            .GetInterfaces()
            .Any(each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(ICollectionRule<,>));

    private static void Bound(OpenApiSchema? schema, IValidationRule rule)
    {
        if (schema is null)
            return;
        foreach (var component in rule.Components.Where(component => !component.HasCondition))
            switch (component.Validator)
            {
                case ILengthValidator length:
                    schema.MaxLength = length.Max > 0 ? length.Max : schema.MaxLength;
                    schema.MinLength = length.Min > 0 ? length.Min : schema.MinLength;
                    break;
                case IBetweenValidator between:
                    schema.Minimum = Convert.ToString(between.From, CultureInfo.InvariantCulture);
                    schema.Maximum = Convert.ToString(between.To, CultureInfo.InvariantCulture);
                    break;
                case IRegularExpressionValidator pattern:
                    // In the documents' dialect $ is the very end.
                    schema.Pattern = pattern.Expression.Replace(@"\z", "$", StringComparison.Ordinal);
                    break;
                case INotEmptyValidator when schema.Type?.HasFlag(JsonSchemaType.Array) == true:
                    schema.MinItems = 1;
                    break;
                case INotEmptyValidator when schema.Type?.HasFlag(JsonSchemaType.String) == true:
                    schema.MinLength = 1;
                    break;
            }
    }
}
