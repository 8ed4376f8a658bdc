using System.Net.Sockets;
using Npgsql;

namespace CongNgheSo.ServiceDefaults.Data;

/// <summary>Tells a database that is away or overloaded from a bug.</summary>
public static class DatabaseFailures
{
    /// <summary>True where the same call may succeed later; nothing was committed that the caller was told of.</summary>
    public static bool IsUnavailable(Exception? exception) =>
        exception switch
        {
            null => false,
            // Class 57: the server is shutting down or starting; 53: out of resources; 40: deadlock or serialization.
            PostgresException postgres => postgres.IsTransient
                || postgres.SqlState.StartsWith("57", StringComparison.Ordinal),
            NpgsqlException or SocketException or TimeoutException => true,
            AggregateException many => many.InnerExceptions.Any(IsUnavailable),
            _ => IsUnavailable(exception.InnerException),
        };

    /// <summary>
    /// True for what ends by itself, so that a job is begun anew: the service stops, or the database is away. A statement that
    /// took too long is neither.
    /// </summary>
    public static bool Passes(Exception exception) =>
        exception is OperationCanceledException || (IsUnavailable(exception) && !IsTimeout(exception));

    /// <summary>True where a statement ran longer than it may: sent again, it would again.</summary>
    private static bool IsTimeout(Exception? exception) =>
        exception is not null
        && (exception is NpgsqlException { InnerException: TimeoutException } || IsTimeout(exception.InnerException));

    /// <summary>True where a unique constraint (named by <paramref name="constraint"/>, or any) refused the write.</summary>
    public static bool IsUniqueViolation(Exception? exception, string? constraint = null) =>
        (exception as PostgresException ?? exception?.InnerException as PostgresException)
            is { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation } violation
        && (constraint is null || violation.ConstraintName == constraint);

    /// <summary>True where another writer moved the row to another partition at the same moment.</summary>
    public static bool IsMovedMeanwhile(Exception? exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure }
        || (exception?.InnerException is { } inner && IsMovedMeanwhile(inner));

    /// <summary>True where a text held U+0000, which PostgreSQL keeps in no type of text.</summary>
    public static bool IsTextForbidden(Exception? exception) =>
        exception switch
        {
            null => false,
            PostgresException
            {
                SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter
            } => true,
            _ => IsTextForbidden(exception.InnerException),
        };
}
