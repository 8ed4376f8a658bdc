using System.Linq.Expressions;
using System.Reflection;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace CongNgheSo.ServiceDefaults.Data;

/// <summary>Lets queries say <see cref="UnitPath.IsWithin"/>.</summary>
internal static class UnitPathInSql
{
    private static readonly MethodInfo IsWithin = typeof(UnitPath).GetMethod(nameof(UnitPath.IsWithin))!;

    private static readonly SqlExpression Slash = new SqlConstantExpression("/", StringTypeMapping.Default);

    public static void AddTo(ModelBuilder modelBuilder) =>
        modelBuilder.HasDbFunction(IsWithin).HasTranslation(arguments => Translate(arguments[0], arguments[1]));

    /// <summary>strpos('/' || path || '/', '/' || code || '/') > 0</summary>
    private static SqlBinaryExpression Translate(SqlExpression path, SqlExpression code) =>
        new(
            ExpressionType.GreaterThan,
            new SqlFunctionExpression(
                "strpos",
                [BetweenSlashes(path), BetweenSlashes(code)],
                nullable: true,
                argumentsPropagateNullability: [true, true],
                typeof(int),
                IntTypeMapping.Default
            ),
            new SqlConstantExpression(0, IntTypeMapping.Default),
            typeof(bool),
            BoolTypeMapping.Default
        );

    private static SqlBinaryExpression BetweenSlashes(SqlExpression text) => Join(Join(Slash, text), Slash);

    private static SqlBinaryExpression Join(SqlExpression left, SqlExpression right) =>
        new(ExpressionType.Add, left, right, typeof(string), StringTypeMapping.Default);
}
