package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.chukei.connector.api.QueueId;
import org.chukei.history.Life;
import org.chukei.history.LifeFilter;
import org.chukei.history.MessageHistory;
import org.chukei.queue.MailQueue;
import org.chukei.web.RefusedBeside;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What happened to each message. */
@Tag(name = "messages", description = "What happened to each message")
@Path("messages")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MessageResource {

  @Inject private MessageHistory history;
  @Inject private MailQueue queue;
  @Inject private RefusedBeside refused;

  /** The newest first. */
  public record Found(List<MessageJson.Line> messages) {}

  /**
   * @param decision the id of a verdict that let a recipient pass
   * @param messageId with or without its brackets
   * @param from the earliest, ISO 8601
   * @param until the latest, exclusive
   */
  @Operation(summary = "Recorded messages, the newest first")
  @GET
  public Found find(
      @QueryParam("id") @DefaultValue("") String id,
      @QueryParam("decision") @DefaultValue("") String decision,
      @QueryParam("message-id") @DefaultValue("") String messageId,
      @QueryParam("sender") @DefaultValue("") String sender,
      @QueryParam("recipient") @DefaultValue("") String recipient,
      @QueryParam("from") @DefaultValue("") String from,
      @QueryParam("until") @DefaultValue("") String until,
      @QueryParam("limit") @DefaultValue("100") Limit limit)
      throws IOException {
    LifeFilter filter = LifeFilter.read(id, decision, messageId, sender, recipient, from, until);
    return new Found(history.find(filter, limit.number()).stream().map(MessageJson::line).toList());
  }

  /**
   * @param language of the text, en or ja
   */
  @Operation(summary = "The life of one message: session, decisions, attempts, notices, end")
  @GET
  @Path("{id}")
  public MessageJson.Message message(
      @PathParam("id") String id, @QueryParam("language") @DefaultValue("en") String language)
      throws IOException {
    QueueId queueId =
        QueueId.parse(id.toUpperCase(Locale.ROOT))
            .orElseThrow(() -> new NotFoundException("'" + id + "' is no queue id"));
    Life life =
        history
            .find(queueId)
            .orElseThrow(
                () -> new NotFoundException("nothing is recorded of this message (any more)"));
    return MessageJson.message(
        life, refused.of(life), queue.find(queueId), Locale.forLanguageTag(language));
  }
}
