package org.chukei.management;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chukei.audit.AuditEntry.Door;
import org.chukei.audit.AuditLog;
import org.chukei.config.HostPort;
import org.chukei.queue.MailQueue;
import org.chukei.queue.Pause;
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
    return change(
        "queue.retry",
        String.join(" ", id, sender, recipient, destination, state),
        () ->
            queue.retry(
                QueueFilter.readForChange(id, sender, recipient, destination, state), AUTHOR));
  }

  @Override
  public long hold(String id, String sender, String recipient, String destination, String state) {
    return change(
        "queue.hold",
        String.join(" ", id, sender, recipient, destination, state),
        () ->
            queue.hold(
                QueueFilter.readForChange(id, sender, recipient, destination, state), AUTHOR));
  }

  @Override
  public long release(
      String id, String sender, String recipient, String destination, String state) {
    return change(
        "queue.release",
        String.join(" ", id, sender, recipient, destination, state),
        () ->
            queue.release(
                QueueFilter.readForChange(id, sender, recipient, destination, state), AUTHOR));
  }

  @Override
  public long remove(String id, String sender, String recipient, String destination, String state) {
    return change(
        "queue.remove",
        String.join(" ", id, sender, recipient, destination, state),
        () ->
            queue.remove(
                QueueFilter.readForChange(id, sender, recipient, destination, state), AUTHOR));
  }

  @Override
  public long reroute(
      String id, String sender, String recipient, String destination, String state, String to) {
    HostPort host =
        HostPort.parse(to)
            .orElseThrow(() -> new IllegalArgumentException("'" + to + "' is no host:port"));
    return change(
        "queue.reroute",
        String.join(" ", id, sender, recipient, destination, state, to),
        () ->
            queue.reroute(
                QueueFilter.readForChange(id, sender, recipient, destination, state),
                host,
                AUTHOR));
  }

  @Override
  public void pause(String what, String destination, String reason) {
    change(
        "pause",
        String.join(" ", what, destination, reason),
        () -> {
          pauses.pause(what(what), destination, AUTHOR, reason);
          return what;
        });
  }

  @Override
  public void resume(String what, String destination) {
    change(
        "resume",
        String.join(" ", what, destination),
        () -> {
          pauses.resume(what(what), destination, AUTHOR);
          return what;
        });
  }

  private static Pause.What what(String text) {
    return Pause.What.valueOf(text.trim().toUpperCase(Locale.ROOT));
  }

  private QueueSizes sizes() {
    return Asked.of(queue::sizes);
  }

  private <T> T change(String action, String detail, Callable<T> change) {
    return audit.recorded(AUTHOR, Door.JMX, action, detail.strip(), () -> Asked.of(change));
  }
}
