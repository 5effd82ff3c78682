package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chukei.account.UnacceptableException;
import org.chukei.config.HostPort;
import org.chukei.connector.api.QueueId;
import org.chukei.queue.MailQueue;
import org.chukei.queue.QueueExcerpt;
import org.chukei.queue.QueueFilter;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The queue of this node: what waits and why, and what an operator does about it. */
@Tag(name = "queue", description = "The queue of this node")
@Path("queue")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class QueueResource {

  private static final int MOST = 1000;

  @Inject private MailQueue queue;
  @Inject private Caller caller;

  /**
   * @param total messages in the queue, whatever was asked for
   * @param next to be given as {@code after} for the next page; left out where this was the last
   */
  public record Listing(List<QueueJson.Message> messages, long total, String next) {}

  /** How many recipients were meant. */
  public record Changed(long recipients) {}

  @Operation(summary = "Queued messages, the oldest first, page by page")
  @GET
  public Listing list(
      @BeanParam QueueJson.Query query,
      @QueryParam("limit") @DefaultValue("100") Limit limit,
      @QueryParam("after") @DefaultValue("") String after)
      throws IOException {
    Optional<QueueId> last = after.isEmpty() ? Optional.empty() : Optional.of(queueId(after));
    QueueExcerpt page = queue.list(query.filter(), last, limit.upTo(MOST));
    return new Listing(
        page.messages().stream().map(QueueJson.Message::of).toList(),
        queue.count(QueueFilter.ALL, MOST),
        page.reached().map(QueueId::text).orElse(null));
  }

  @Operation(summary = "One queued message")
  @GET
  @Path("{id}")
  public QueueJson.Message find(@PathParam("id") String id) throws IOException {
    return queue
        .find(queueId(id))
        .map(QueueJson.Message::of)
        .orElseThrow(() -> new NotFoundException("nothing is owed under this queue id"));
  }

  @Operation(summary = "Tries waiting mail now")
  @POST
  @Path("retry")
  public Changed retry(QueueJson.Choice choice) throws IOException {
    return new Changed(queue.retry(choice.filter(), caller.name()));
  }

  @Operation(summary = "Keeps mail without trying it")
  @POST
  @Path("hold")
  public Changed hold(QueueJson.Choice choice) throws IOException {
    return new Changed(queue.hold(choice.filter(), caller.name()));
  }

  @Operation(summary = "Lets held mail go on")
  @POST
  @Path("release")
  public Changed release(QueueJson.Choice choice) throws IOException {
    return new Changed(queue.release(choice.filter(), caller.name()));
  }

  @Operation(summary = "Removes mail for good; nobody is told")
  @POST
  @Path("remove")
  public Changed remove(QueueJson.Choice choice) throws IOException {
    return new Changed(queue.remove(choice.filter(), caller.name()));
  }

  @Operation(summary = "Sends mail to one host, whatever its destination")
  @POST
  @Path("reroute")
  public Changed reroute(QueueJson.Choice choice) throws IOException {
    String to = Field.required("to", choice.to());
    HostPort host =
        HostPort.parse(to)
            .orElseThrow(() -> new UnacceptableException("to", "'" + to + "' is no host:port"));
    return new Changed(queue.reroute(choice.filter(), host, caller.name()));
  }

  private static QueueId queueId(String text) {
    return QueueId.parse(text.toUpperCase(Locale.ROOT))
        .orElseThrow(() -> new NotFoundException("'" + text + "' is no queue id"));
  }
}
