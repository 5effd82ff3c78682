package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chukei.connector.api.QueueId;
import org.chukei.queue.MailQueue;
import org.chukei.queue.QueuedMessage;
import org.chukei.queue.QueuedRecipient;
import org.chukei.queue.RecipientState;

/** The queue of this node: what waits and why, and what an operator does about it. */
@Path("queue")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class QueueResource {

  private static final int MOST = 1000;

  @Inject private MailQueue queue;

  /**
   * @param total messages in the queue, whatever their state
   */
  public record Listing(List<Message> messages, long total) {}

  /**
   * @param acceptedAt ISO 8601, UTC
   * @param sender empty for the null reverse-path
   * @param size in octets
   * @param recipients those that are still owed
   */
  public record Message(
      String queueId, String acceptedAt, String sender, long size, List<Recipient> recipients) {

    static Message of(QueuedMessage message) {
      return new Message(
          message.envelope().queueId().text(),
          message.envelope().acceptedAt().toString(),
          message.envelope().sender().address(),
          message.envelope().size(),
          message.owed().stream().map(Recipient::of).toList());
    }
  }

  /** What is not known is left out. */
  public record Recipient(
      String address,
      RecipientState state,
      int attempts,
      String nextAttempt,
      String reason,
      String relay) {

    static Recipient of(QueuedRecipient owed) {
      return new Recipient(
          owed.recipient().address(),
          owed.state(),
          owed.attempts(),
          owed.nextAttempt().map(Object::toString).orElse(null),
          owed.reason().orElse(null),
          owed.relay().orElse(null));
    }
  }

  /**
   * @param recipients that are being tried now
   */
  public record Retried(int recipients) {}

  @GET
  public Listing list(
      @QueryParam("limit") @DefaultValue("100") String limit,
      @QueryParam("offset") @DefaultValue("0") String offset,
      @QueryParam("state") @DefaultValue("") String state)
      throws IOException {
    List<QueuedMessage> messages =
        queue.list(
            state(state),
            number("limit", limit, 1, MOST),
            number("offset", offset, 0, Integer.MAX_VALUE));
    return new Listing(messages.stream().map(Message::of).toList(), queue.sizes().messages());
  }

  /** The framework would answer 404 to what is no number. */
  private static int number(String name, String text, int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, with what is allowed.
    }
    throw new BadRequestException(name + " is a number from " + least + " to " + most);
  }

  private static Optional<RecipientState> state(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(RecipientState.valueOf(text.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(
          "state is one of " + Arrays.toString(RecipientState.values()), e);
    }
  }

  @GET
  @Path("{id}")
  public Message find(@PathParam("id") String id) throws IOException {
    return queue
        .find(queueId(id))
        .map(Message::of)
        .orElseThrow(() -> new NotFoundException("nothing is owed under this queue id"));
  }

  @POST
  @Path("retry")
  public Retried retryAll() throws IOException {
    return new Retried(queue.retryAll());
  }

  @POST
  @Path("{id}/retry")
  public void retry(@PathParam("id") String id) throws IOException {
    known(queue.retry(queueId(id)));
  }

  @POST
  @Path("{id}/hold")
  public void hold(@PathParam("id") String id) throws IOException {
    known(queue.hold(queueId(id)));
  }

  @POST
  @Path("{id}/release")
  public void release(@PathParam("id") String id) throws IOException {
    known(queue.release(queueId(id)));
  }

  @DELETE
  @Path("{id}")
  public void remove(@PathParam("id") String id) throws IOException {
    known(queue.remove(queueId(id), RestApi.AUTHOR));
  }

  private static QueueId queueId(String text) {
    return QueueId.parse(text.toUpperCase(Locale.ROOT))
        .orElseThrow(() -> new NotFoundException("'" + text + "' is no queue id"));
  }

  private static void known(boolean found) {
    if (!found) {
      throw new NotFoundException("nothing is owed under this queue id");
    }
  }
}
