using System.Reflection;
using System.Text.Json;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Messaging;

namespace CongNgheSo.Contracts.Tests;

public sealed class EventContractTests
{
    private static readonly Assembly Contracts = typeof(UnitsChanged).Assembly;
    private static readonly JsonSerializerOptions Readable = new(EventNames.Json)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<string> Names => [.. EventNames.Types.Select(EventNames.Of).Order()];

    [Fact]
    public void The_list_of_events_is_closed() =>
        Names
            .Select(row => row.Data)
            .ShouldBe([
                "activity.activities-corrected.v1",
                "activity.activities-recorded.v1",
                "activity.activities-voided.v1",
                "activity.initiatives-applied.v1",
                "activity.initiatives-published.v1",
                "activity.obstacles-changed.v1",
                "activity.targets-changed.v1",
                "registry.members-changed.v1",
                "registry.teams-changed.v1",
                "registry.unit-figures-changed.v1",
                "registry.units-changed.v1",
                "registry.units-succeeded.v1",
                "reporting.reports-changed.v1",
                "reporting.reports-due.v1",
                "training.attendance-recorded.v1",
                "training.certificates-issued.v1",
                "training.certificates-revoked.v1",
                "training.members-trained.v1",
                "training.session-cancelled.v1",
                "training.session-rescheduled.v1",
            ]);

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_is_written_and_read_as_its_sample(string name)
    {
        var type = EventNames.TypeOf(name);
        var sample = EventSamples.All.Single(each => each.GetType() == type);

        Repository.ShouldBeAsIn(JsonSerializer.Serialize(sample, type, Readable) + "\n", "golden", $"{name}.json");

        var read = JsonSerializer.Deserialize(
            JsonSerializer.Serialize(sample, type, EventNames.Json),
            type,
            EventNames.Json
        );
        JsonSerializer.Serialize(read, type, Readable).ShouldBe(JsonSerializer.Serialize(sample, type, Readable));
    }

    [Fact]
    public void The_public_api_changes_only_by_hand() =>
        Repository.ShouldBeAsIn(PublicApi.Of(Contracts), "PublicApi.txt");

    [Fact]
    public void Contracts_depend_on_nothing_but_the_framework() =>
        Contracts
            .GetReferencedAssemblies()
            .ShouldAllBe(assembly => assembly.Name!.StartsWith("System.", StringComparison.Ordinal));

    [Fact]
    public void Facts_hold_ids_and_plain_values()
    {
        foreach (var property in Properties())
            Plain(property.PropertyType).ShouldBeTrue($"{property.DeclaringType!.Name}.{property.Name}");

        static bool Plain(Type type)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            return type.IsPrimitive
                || type == typeof(string)
                || type == typeof(Guid)
                || type == typeof(DateOnly)
                || type == typeof(DateTimeOffset)
                || type == typeof(IReadOnlyDictionary<string, long>)
                // Codes.
                || type == typeof(IReadOnlyList<string>)
                || type == typeof(IReadOnlyList<DateOnly>)
                || (
                    type.IsGenericType
                    && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
                    && type.GetGenericArguments()[0].Assembly == Contracts
                );
        }
    }

    [Fact]
    public void No_property_could_carry_personal_data()
    {
        string[] personal = ["name", "phone", "mail", "address", "birth", "gender", "identity", "citizen", "zalo"];

        Properties()
            .Where(property => property.DeclaringType != typeof(UnitFact))
            .Where(property => personal.Any(word => property.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .ShouldBeEmpty();
    }

    private static IEnumerable<PropertyInfo> Properties() =>
        Contracts
            .GetExportedTypes()
            .Where(type => !(type.IsAbstract && type.IsSealed))
            .SelectMany(type => type.GetProperties());
}
