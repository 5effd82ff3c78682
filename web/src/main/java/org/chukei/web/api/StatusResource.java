package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.chukei.config.Settings;
import org.chukei.queue.MailQueue;
import org.chukei.queue.Pauses;
import org.chukei.queue.QueueAges;
import org.chukei.queue.QueueSizes;
import org.chukei.store.NodeName;
import org.chukei.web.Listener;
import org.chukei.web.Version;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How this node is. */
@Tag(name = "status", description = "How this node is")
@Path("status")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {

  @Inject private Settings settings;
  @Inject private NodeName node;
  @Inject private MailQueue queue;
  @Inject private Pauses pauses;

  /**
   * @param hostname the name we greet with
   * @param node this node's name among others
   */
  @JsonbPropertyOrder({"version", "hostname", "node", "services", "queue"})
  public record Status(
      String version, String hostname, String node, List<Listener> services, Queue queue) {}

  /**
   * @param deferred recipients, like held
   * @param oldest in seconds; 0 where nothing waits
   */
  @JsonbPropertyOrder({"messages", "deferred", "held", "oldest", "ages"})
  public record Queue(long messages, long deferred, long held, long oldest, List<Age> ages) {}

  /**
   * Messages that have waited so long, and less than the next one says.
   *
   * @param from {@code 5m}, {@code 1h}, {@code 1d}
   */
  public record Age(String from, long messages) {}

  @Operation(summary = "Version, listening services, size and age of the queue")
  @GET
  public Status get() throws IOException {
    QueueSizes sizes = queue.sizes();
    QueueAges ages = queue.ages();
    return new Status(
        Version.text(),
        settings.hostname(),
        node.text(),
        Listener.all(pauses.isAcceptancePaused()),
        new Queue(
            sizes.messages(),
            sizes.deferred(),
            sizes.held(),
            ages.oldest().toSeconds(),
            Arrays.stream(QueueAges.Band.values())
                .map(band -> new Age(band.label(), ages.messages().get(band)))
                .toList()));
  }
}
