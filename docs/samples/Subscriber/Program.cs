// Prints the activities of one province as they are recorded, corrected and voided:
//   dotnet run --project docs/samples/Subscriber -- amqp://user:password@host:port 25

using System.Text.Json;
using CongNgheSo.Contracts.Activity.V1;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

var (broker, province) = (new Uri(args[0]), args[1]);
var factory = new ConnectionFactory { Uri = broker };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();

// A durable queue of one's own: it goes on collecting while this program is away. The prefix keeps it out of the services' way.
const string Queue = "sample.activities";
await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);
foreach (var name in new[] { "activities-recorded", "activities-corrected", "activities-voided" })
    await channel.QueueBindAsync(Queue, "congngheso.events", $"activity.{name}.v1.{province}");
await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 50, global: false);

// What has been seen. A real subscriber keeps this in its database, written in one transaction with what it does.
var versions = new Dictionary<Guid, int>();

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, delivery) =>
{
    // Recorded, corrected and voided carry the same facts: the whole activity as it stands at its version.
    var message = JsonSerializer.Deserialize<ActivitiesRecorded>(delivery.Body.Span, JsonSerializerOptions.Web)!;
    foreach (var fact in message.Facts)
    {
        // Delivered again, or late: a newer version is known already.
        if (versions.GetValueOrDefault(fact.ActivityId) >= fact.Version)
            continue;
        versions[fact.ActivityId] = fact.Version;
        Console.WriteLine(
            $"{fact.OccurredOn:yyyy-MM-dd} {fact.ActivityId} version {fact.Version}: "
                + (fact.Voided ? "voided" : $"{fact.PeopleGuided} people, {fact.Topic}")
        );
    }
    // Only now: whatever was not acknowledged comes again.
    await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
};
await channel.BasicConsumeAsync(Queue, autoAck: false, consumer);
await Task.Delay(Timeout.Infinite);
