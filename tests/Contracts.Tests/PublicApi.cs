using System.Reflection;
using System.Text;

namespace CongNgheSo.Contracts.Tests;

/// <summary>Writes what others can depend on: types, constructors' parameters in order, constants and their values.</summary>
internal static class PublicApi
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append('\n');
            foreach (var constructor in type.GetConstructors())
                text.Append("  (")
                    .AppendJoin(
                        ", ",
                        constructor
                            .GetParameters()
                            .Select(parameter => $"{Name(Nullability.Create(parameter))} {parameter.Name}")
                    )
                    .Append(")\n");
            foreach (var field in Declared(type.GetFields(BindingFlags.Public | BindingFlags.Static)))
                text.Append("  const ")
                    .Append(field.Name)
                    .Append(" = ")
                    .Append(field.GetRawConstantValue())
                    .Append('\n');
            foreach (var property in Declared(type.GetProperties()))
                text.Append("  ")
                    .Append(Name(Nullability.Create(property)))
                    .Append(' ')
                    .Append(property.Name)
                    .Append('\n');
        }
        return text.ToString();
    }

    private static IEnumerable<TMember> Declared<TMember>(IEnumerable<TMember> members)
        where TMember : MemberInfo => members.OrderBy(member => member.Name, StringComparer.Ordinal);

    private static string Name(NullabilityInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        var name = type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", info.GenericTypeArguments.Select(Name))}>"
            : type.Name;
        return info.ReadState == NullabilityState.Nullable ? name + "?" : name;
    }
}
