package org.chukei.web.api;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chukei.history.Fate;
import org.chukei.history.Life;
import org.chukei.history.LifeEvent;
import org.chukei.history.LifeEvent.Beginning;
import org.chukei.history.LifeText;
import org.chukei.policy.Decision;
import org.chukei.queue.QueuedMessage;

/** The JSON of messages' lives. What is not known is left out. */
final class MessageJson {

  private MessageJson() {}

  /**
   * @param time of its beginning, or of the first that was recorded of it
   */
  @JsonbPropertyOrder({"queueId", "time", "sender", "messageId", "recipients"})
  public record Line(
      String queueId, String time, String sender, String messageId, List<Recipient> recipients) {}

  /** A recipient, and what has become of it. */
  public record Recipient(String recipient, Fate fate) {}

  /**
   * @param session who brought it
   * @param decisions that let its recipients pass
   * @param refused recipients of the same session that were refused
   * @param owed what the queue of this node still has of it
   * @param related queue ids of the messages that it is about, or that came of it
   * @param gaps what could not be recorded
   * @param text all of it as one text, in the language that was asked for
   */
  @JsonbPropertyOrder({
    "queueId",
    "sender",
    "messageId",
    "size",
    "session",
    "recipients",
    "decisions",
    "refused",
    "owed",
    "events",
    "related",
    "gaps",
    "text"
  })
  public record Message(
      String queueId,
      String sender,
      String messageId,
      Long size,
      LifeEvent.Session session,
      List<Recipient> recipients,
      List<String> decisions,
      List<DecisionJson.Line> refused,
      List<QueueJson.Recipient> owed,
      List<LifeEvent> events,
      List<String> related,
      List<Life.Gap> gaps,
      String text) {}

  static Line line(Life life) {
    Optional<Beginning> beginning = life.beginning();
    return new Line(
        life.queueId().text(),
        life.events().get(0).at().toString(),
        beginning.map(Beginning::sender).orElse(null),
        beginning.flatMap(Beginning::messageId).orElse(null),
        recipients(life));
  }

  static Message message(
      Life life, List<Decision> refused, Optional<QueuedMessage> owed, Locale language) {
    Optional<Beginning> beginning = life.beginning();
    return new Message(
        life.queueId().text(),
        beginning.map(Beginning::sender).orElse(null),
        beginning.flatMap(Beginning::messageId).orElse(null),
        beginning.map(Beginning::size).orElse(null),
        life.session().orElse(null),
        recipients(life),
        life.decisions(),
        refused.stream().map(DecisionJson::line).toList(),
        owed.stream().flatMap(m -> m.owed().stream()).map(QueueJson.Recipient::of).toList(),
        life.events(),
        life.related(),
        List.copyOf(life.gaps()),
        LifeText.in(language).of(life));
  }

  private static List<Recipient> recipients(Life life) {
    return life.fates().entrySet().stream()
        .map(entry -> new Recipient(entry.getKey(), entry.getValue()))
        .toList();
  }
}
