package org.chukei.web.api;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.chukei.queue.QueueFilter;
import org.chukei.queue.QueuedMessage;
import org.chukei.queue.QueuedRecipient;
import org.chukei.queue.RecipientState;

/** The queue as JSON. */
final class QueueJson {

  private QueueJson() {}

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
      String destination,
      String route,
      int attempts,
      String nextAttempt,
      String reason,
      String relay) {

    static Recipient of(QueuedRecipient owed) {
      return new Recipient(
          owed.recipient().address(),
          owed.state(),
          owed.destination(),
          owed.route().map(Object::toString).orElse(null),
          owed.attempts(),
          owed.nextAttempt().map(Object::toString).orElse(null),
          owed.reason().orElse(null),
          owed.relay().orElse(null));
    }
  }

  /** Which mail is to be shown; what is left out narrows nothing. */
  public static class Query {

    @QueryParam("id")
    @DefaultValue("")
    private String id;

    @QueryParam("sender")
    @DefaultValue("")
    private String sender;

    @QueryParam("recipient")
    @DefaultValue("")
    private String recipient;

    @QueryParam("destination")
    @DefaultValue("")
    private String destination;

    @QueryParam("state")
    @DefaultValue("")
    private String state;

    QueueFilter filter() {
      return QueueFilter.read(id, sender, recipient, destination, state);
    }
  }

  /**
   * Which mail is to be changed; what is left out narrows nothing, and all is said by the state
   * {@code all}.
   *
   * @param to for reroute: host:port
   */
  public record Choice(
      String id, String sender, String recipient, String destination, String state, String to) {

    QueueFilter filter() {
      return QueueFilter.readForChange(
          said(id), said(sender), said(recipient), said(destination), said(state));
    }

    private static String said(String value) {
      return value == null ? "" : value;
    }
  }
}
