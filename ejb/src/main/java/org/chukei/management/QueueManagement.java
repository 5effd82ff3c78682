package org.chukei.management;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chukei.connector.api.QueueId;
import org.chukei.queue.MailQueue;
import org.chukei.queue.QueueSizes;
import org.chukei.queue.QueuedMessage;
import org.chukei.queue.QueuedRecipient;

/** An EJB, because a JMX thread brings no application context and the EJB container sets one. */
@Singleton
@Local(QueueMXBean.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class QueueManagement implements QueueMXBean {

  @Inject private MailQueue queue;

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
  public List<String> list(int limit) {
    List<String> lines = new ArrayList<>();
    for (QueuedMessage message : ask(() -> queue.list(Optional.empty(), limit, 0))) {
      message.owed().forEach(recipient -> lines.add(line(message, recipient)));
    }
    return lines;
  }

  private static String line(QueuedMessage message, QueuedRecipient recipient) {
    return message.envelope().queueId()
        + " from="
        + message.envelope().sender()
        + " to="
        + recipient.recipient()
        + " state="
        + recipient.state()
        + " attempts="
        + recipient.attempts()
        + recipient.nextAttempt().map(next -> " next=" + next).orElse("")
        + recipient.reason().map(reason -> " (" + reason + ")").orElse("");
  }

  @Override
  public boolean retry(String queueId) {
    QueueId id = id(queueId);
    return ask(() -> queue.retry(id));
  }

  @Override
  public int retryAll() {
    return ask(queue::retryAll);
  }

  @Override
  public boolean hold(String queueId) {
    QueueId id = id(queueId);
    return ask(() -> queue.hold(id));
  }

  @Override
  public boolean release(String queueId) {
    QueueId id = id(queueId);
    return ask(() -> queue.release(id));
  }

  @Override
  public boolean remove(String queueId) {
    QueueId id = id(queueId);
    return ask(() -> queue.remove(id, "jmx"));
  }

  private QueueSizes sizes() {
    return ask(queue::sizes);
  }

  private static QueueId id(String text) {
    return QueueId.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not a queue id"));
  }

  private static <T> T ask(Callable<T> question) {
    try {
      return question.call();
    } catch (IOException e) {
      throw new UncheckedIOException("the queue can't be asked now: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
