package org.chukei.management;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.stream.Collectors;
import org.chukei.connector.api.QueueId;
import org.chukei.history.Life;
import org.chukei.history.LifeFilter;
import org.chukei.history.LifeText;
import org.chukei.history.MessageHistory;

/** An EJB, because a JMX thread brings no application context and the EJB container sets one. */
@Singleton
@Local(HistoryMXBean.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class HistoryManagement implements HistoryMXBean {

  @Inject private MessageHistory history;

  @Override
  public String tell(String queueId, String language) {
    QueueId id =
        QueueId.parse(queueId.toUpperCase(Locale.ROOT))
            .orElseThrow(() -> new IllegalArgumentException("'" + queueId + "' is no queue id"));
    return Asked.of(
        () ->
            history
                .find(id)
                .map(life -> LifeText.in(Locale.forLanguageTag(language)).of(life))
                .orElse("nothing is recorded of the message " + id + " (any more)"));
  }

  @Override
  public String[] find(
      String decision,
      String messageId,
      String sender,
      String recipient,
      String from,
      String until,
      int limit) {
    return Asked.of(
        () ->
            history
                .find(
                    LifeFilter.read("", decision, messageId, sender, recipient, from, until), limit)
                .stream()
                .map(HistoryManagement::line)
                .toArray(String[]::new));
  }

  private static String line(Life life) {
    return life.events().get(0).at()
        + " "
        + life.queueId()
        + " "
        + life.beginning().map(beginning -> beginning.sender() + " -> ").orElse("")
        + life.fates().entrySet().stream()
            .map(recipient -> recipient.getKey() + " " + recipient.getValue())
            .collect(Collectors.joining(", "));
  }

  @Override
  public long getEventsLost() {
    return history.lost();
  }
}
