using CongNgheSo.ServiceDefaults.RegistryCopies;

namespace CongNgheSo.Services.Activity.Obstacles;

/// <summary>An obstacle.</summary>
/// <param name="Id">Id of the obstacle.</param>
/// <param name="Version">1 when raised; each step adds one. Also the ETag.</param>
/// <param name="TeamId">The team that raised it.</param>
/// <param name="UnitCode">Code of the team's unit today.</param>
/// <param name="Cause">Code of the cause (see /v1/obstacles/causes).</param>
/// <param name="Title">What it is, in a line.</param>
/// <param name="Description">More of it.</param>
/// <param name="Topic">Code of the topic (see /v1/topics).</param>
/// <param name="Outcome">Code of the outcome that it stands in the way of.</param>
/// <param name="RaisedOn">The day on which it was met (Vietnam time).</param>
/// <param name="Status">"open", "answered", "closed" or "withdrawn".</param>
/// <param name="Level">Level at which it waits, or was last handled: 4 village, 3 commune, 2 district, 1 province, 0 nation.</param>
/// <param name="WaitsAt">Code of the unit at which it waits; null where it is not open.</param>
/// <param name="WaitsAtName">Full name of that unit.</param>
/// <param name="DueOn">Last day for the answer of that unit; null where it is not open.</param>
/// <param name="Overdue">True where that day has passed.</param>
/// <param name="Answer">The answer that stands.</param>
/// <param name="AnsweredOn">The day of the answer.</param>
/// <param name="AnsweredBy">Code of the unit for which it was answered.</param>
/// <param name="MainId">The obstacle that is, or was, handled in its place.</param>
public sealed record ObstacleResponse(
    Guid Id,
    int Version,
    Guid TeamId,
    string UnitCode,
    string Cause,
    string Title,
    string? Description,
    string? Topic,
    string? Outcome,
    DateOnly RaisedOn,
    string Status,
    int Level,
    string? WaitsAt,
    string? WaitsAtName,
    DateOnly? DueOn,
    bool Overdue,
    string? Answer,
    DateOnly? AnsweredOn,
    string? AnsweredBy,
    Guid? MainId
)
{
    internal static ObstacleResponse Of(Obstacle obstacle, UnitChain chain, DateOnly day) =>
        Of(obstacle, obstacle.Status, obstacle.Level, obstacle.DueOn, chain, day);

    /// <summary>With the status, level and due day of an earlier day.</summary>
    internal static ObstacleResponse Of(
        Obstacle obstacle,
        string status,
        int level,
        DateOnly? dueOn,
        UnitChain chain,
        DateOnly day
    )
    {
        var at = chain.At(level);
        var (isOpen, isAnswered) = (status == Obstacle.Open, status is Obstacle.Answered or Obstacle.Closed);
        return new(
            obstacle.Id,
            obstacle.Version,
            obstacle.TeamId,
            chain.Lowest.Code,
            obstacle.Cause,
            obstacle.Title,
            obstacle.Description,
            obstacle.Topic,
            obstacle.Outcome,
            obstacle.RaisedOn,
            status,
            at.Level,
            isOpen ? at.Code : null,
            isOpen ? at.FullName : null,
            dueOn,
            isOpen && dueOn < day,
            isAnswered ? obstacle.Answer : null,
            isAnswered ? obstacle.AnsweredOn : null,
            isAnswered ? obstacle.AnsweredBy : null,
            obstacle.MainId
        );
    }
}
