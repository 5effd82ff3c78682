package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.chukei.account.UnacceptableException;
import org.chukei.config.HostPort;
import org.chukei.connector.api.QueueId;
import org.chukei.queue.MailQueue;
import org.chukei.queue.QueueFilter;
import org.chukei.queue.QueuedMessage;
import org.chukei.queue.RecipientState;
import org.primefaces.model.LazyDataModel;

/**
 * The page of the queue: shows the mail that the fields mean, and moves one message of it or all.
 */
@Named("queue")
@ViewScoped
public class QueuePage implements Serializable {

  private static final System.Logger LOG = System.getLogger(QueuePage.class.getName());

  @Inject private MailQueue queue;
  @Inject private Visitor visitor;

  private String sender = "";
  private String recipient = "";
  private String destination = "";
  private String state = "";
  private String host = "";
  private transient QueueRows rows;

  /** A page of rows at a time, asked of the queue when it is shown. */
  public LazyDataModel<QueuedMessage> getRows() {
    if (rows == null) {
      rows = new QueueRows(queue);
    }
    rows.show(filter());
    return rows;
  }

  /** Whether there may be more mail than was counted. */
  public boolean isMore() {
    return rows != null && rows.hasMore();
  }

  private QueueFilter filter() {
    return QueueFilter.read("", sender, recipient, destination, state);
  }

  public RecipientState[] getStates() {
    return RecipientState.values();
  }

  /** Whether all that is owed of the message is held. */
  public boolean isHeld(QueuedMessage message) {
    return message.owed().stream().allMatch(r -> r.state() == RecipientState.HELD);
  }

  public void retry(String id) {
    change(message(id), "queue.retried", queue::retry);
  }

  public void hold(String id) {
    change(message(id), "queue.held", queue::hold);
  }

  public void release(String id) {
    change(message(id), "queue.released", queue::release);
  }

  public void remove(String id) {
    change(message(id), "queue.removed", queue::remove);
  }

  public void retryAll() {
    change(filter(), "queue.retried", queue::retry);
  }

  public void holdAll() {
    change(filter(), "queue.held", queue::hold);
  }

  public void releaseAll() {
    change(filter(), "queue.released", queue::release);
  }

  public void removeAll() {
    change(filter(), "queue.removed", queue::remove);
  }

  public void rerouteAll() {
    Optional<HostPort> to = HostPort.parse(host.trim());
    if (to.isEmpty()) {
      Texts.failed("queue.noHost", host);
      return;
    }
    change(filter(), "queue.rerouted", (filter, by) -> queue.reroute(filter, to.get(), by));
  }

  private static QueueFilter message(String id) {
    return QueueFilter.message(QueueId.parse(id).orElseThrow());
  }

  @FunctionalInterface
  private interface Change {
    long apply(QueueFilter filter, String by) throws IOException;
  }

  private void change(QueueFilter filter, String doneKey, Change change) {
    try {
      long recipients = change.apply(filter, visitor.getName());
      if (recipients > 0) {
        Texts.done(doneKey, recipients);
      } else {
        Texts.warn("queue.none"); // delivered meanwhile, most likely
      }
    } catch (UnacceptableException e) {
      Texts.failed("refused", Texts.reason(e));
    } catch (IOException e) {
      LOG.log(Level.ERROR, "the queue can't be asked", e);
      Texts.failed("queue.notNow");
    }
  }

  public String getSender() {
    return sender;
  }

  public void setSender(String sender) {
    this.sender = Texts.typed(sender);
  }

  public String getRecipient() {
    return recipient;
  }

  public void setRecipient(String recipient) {
    this.recipient = Texts.typed(recipient);
  }

  public String getDestination() {
    return destination;
  }

  public void setDestination(String destination) {
    this.destination = Texts.typed(destination);
  }

  /** A {@link RecipientState}'s name; empty: all. */
  public String getState() {
    return state;
  }

  public void setState(String state) {
    this.state = Texts.typed(state);
  }

  /** Where mail is rerouted to, host:port. */
  public String getHost() {
    return host;
  }

  public void setHost(String host) {
    this.host = Texts.typed(host);
  }
}
