package org.chukei.management;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chukei.account.WrittenChoice;
import org.chukei.audit.AuditEntry.Door;
import org.chukei.audit.AuditLog;
import org.chukei.config.HostPort;
import org.chukei.queue.MailQueue;
import org.chukei.queue.Pause.What;
import org.chukei.queue.Pauses;
import org.chukei.queue.QueueAges;
import org.chukei.queue.QueueAges.Band;
import org.chukei.queue.QueueFilter;
import org.chukei.queue.QueueSizes;
import org.chukei.queue.QueuedMessage;
import org.chukei.queue.QueuedRecipient;

/** An EJB, because a JMX thread brings no application context and the EJB container sets one. */
@Singleton
@Local(QueueMXBean.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class QueueManagement implements QueueMXBean {

  /** Stands as the author of every change made by JMX. */
  static final String AUTHOR = "jmx";

  @Inject private AuditLog audit;
  @Inject private MailQueue queue;
  @Inject private Pauses pauses;
  @Inject private Acceptance acceptance;

  @Override
  public long getMessages() {
    return sizes().messages();
  }

  @Override
  public long getOctets() {
    return sizes().octets();
  }

  @Override
  public long getActive() {
    return sizes().active();
  }

  @Override
  public long getDeferred() {
    return sizes().deferred();
  }

  @Override
  public long getHeld() {
    return sizes().held();
  }

  @Override
  public List<String> getAges() {
    QueueAges ages = Asked.of(queue::ages);
    return Arrays.stream(Band.values())
        .map(band -> "from " + band.label() + ": " + ages.messages().get(band))
        .toList();
  }

  @Override
  public String getAcceptance() {
    return acceptance.text();
  }

  @Override
  public List<String> getPauses() {
    return pauses.all().stream()
        .map(
            pause ->
                (pause.what() + " " + pause.destination()).trim()
                    + " since "
                    + pause.since()
                    + " by "
                    + pause.author()
                    + (pause.reason().isEmpty() ? "" : ": " + pause.reason()))
        .toList();
  }

  @Override
  public List<String> getDestinationsInTrouble() {
    return queue.resting().entrySet().stream()
        .map(
            trouble ->
                "%s: %d failures in a row, left alone until %s: %s %s"
                    .formatted(
                        trouble.getKey(),
                        trouble.getValue().failures(),
                        trouble.getValue().until(),
                        trouble.getValue().status(),
                        trouble.getValue().text()))
        .toList();
  }

  @Override
  public List<String> list(
      String id, String sender, String recipient, String destination, String state, int limit) {
    return Asked.of(
        () ->
            queue
                .list(
                    QueueFilter.read(id, sender, recipient, destination, state),
                    Optional.empty(),
                    limit)
                .messages()
                .stream()
                .flatMap(message -> message.owed().stream().map(owed -> line(message, owed)))
                .toList());
  }

  private static String line(QueuedMessage message, QueuedRecipient recipient) {
    return message.envelope().queueId()
        + " from="
        + message.envelope().sender()
        + " to="
        + recipient.recipient()
        + " state="
        + recipient.state()
        + " destination="
        + recipient.destination()
        + " attempts="
        + recipient.attempts()
        + recipient.nextAttempt().map(next -> " next=" + next).orElse("")
        + recipient.reason().map(reason -> " (" + reason + ")").orElse("");
  }

  @Override
  public long retry(String id, String sender, String recipient, String destination, String state) {
    Choice choice = new Choice(id, sender, recipient, destination, state);
    return move("queue.retry", choice, choice.text(), queue::retry);
  }

  @Override
  public long hold(String id, String sender, String recipient, String destination, String state) {
    Choice choice = new Choice(id, sender, recipient, destination, state);
    return move("queue.hold", choice, choice.text(), queue::hold);
  }

  @Override
  public long release(
      String id, String sender, String recipient, String destination, String state) {
    Choice choice = new Choice(id, sender, recipient, destination, state);
    return move("queue.release", choice, choice.text(), queue::release);
  }

  @Override
  public long remove(String id, String sender, String recipient, String destination, String state) {
    Choice choice = new Choice(id, sender, recipient, destination, state);
    return move("queue.remove", choice, choice.text(), queue::remove);
  }

  @Override
  public long reroute(
      String id, String sender, String recipient, String destination, String state, String to) {
    Choice choice = new Choice(id, sender, recipient, destination, state);
    return move(
        "queue.reroute",
        choice,
        choice.text() + " " + to,
        (filter, by) -> queue.reroute(filter, host(to), by));
  }

  private static HostPort host(String text) {
    return HostPort.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no host:port"));
  }

  @Override
  public void pause(String what, String destination, String reason) {
    change(
        "pause",
        String.join(" ", what, destination, reason),
        () -> {
          pauses.pause(WrittenChoice.read(What.class, "what", what), destination, AUTHOR, reason);
          return what;
        });
  }

  @Override
  public void resume(String what, String destination) {
    change(
        "resume",
        String.join(" ", what, destination),
        () -> {
          pauses.resume(WrittenChoice.read(What.class, "what", what), destination, AUTHOR);
          return what;
        });
  }

  private QueueSizes sizes() {
    return Asked.of(queue::sizes);
  }

  /** Which mail is meant, as it was said. */
  private record Choice(
      String id, String sender, String recipient, String destination, String state) {

    QueueFilter filter() {
      return QueueFilter.readForChange(id, sender, recipient, destination, state);
    }

    String text() {
      return String.join(" ", id, sender, recipient, destination, state);
    }
  }

  @FunctionalInterface
  private interface Move {
    long apply(QueueFilter filter, String by) throws IOException;
  }

  private long move(String action, Choice choice, String detail, Move move) {
    return change(action, detail, () -> move.apply(choice.filter(), AUTHOR));
  }

  private <T> T change(String action, String detail, Callable<T> change) {
    return audit.recorded(AUTHOR, Door.JMX, action, detail.strip(), () -> Asked.of(change));
  }
}
