package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.lang.System.Logger.Level;
import org.chukei.connector.api.QueueId;
import org.chukei.queue.MailQueue;
import org.chukei.queue.QueueSizes;
import org.chukei.queue.QueuedMessage;
import org.chukei.queue.RecipientState;
import org.primefaces.model.LazyDataModel;

/** The page of the queue. */
@Named("queue")
@ViewScoped
public class QueuePage implements Serializable {

  private static final System.Logger LOG = System.getLogger(QueuePage.class.getName());

  @Inject private MailQueue queue;
  @Inject private Visitor visitor;

  private String state = "";
  private transient QueueRows rows;

  /** A page of rows at a time, asked of the queue when it is shown. */
  public LazyDataModel<QueuedMessage> getRows() {
    if (rows == null) {
      rows = new QueueRows(queue);
    }
    rows.show(state);
    return rows;
  }

  public QueueSizes getSizes() throws IOException {
    return queue.sizes();
  }

  public RecipientState[] getStates() {
    return RecipientState.values();
  }

  /** Whether all that is owed of the message is held. */
  public boolean isHeld(QueuedMessage message) {
    return message.owed().stream().allMatch(r -> r.state() == RecipientState.HELD);
  }

  public void retryAll() {
    try {
      Texts.done("queue.retriedAll", queue.retryAll());
    } catch (IOException e) {
      notNow(e);
    }
  }

  public void retry(String id) {
    change(id, "queue.retried", queue::retry);
  }

  public void hold(String id) {
    change(id, "queue.held", queue::hold);
  }

  public void release(String id) {
    change(id, "queue.released", queue::release);
  }

  public void remove(String id) {
    change(id, "queue.removed", queueId -> queue.remove(queueId, visitor.getName()));
  }

  @FunctionalInterface
  private interface Change {
    boolean apply(QueueId id) throws IOException;
  }

  private static void change(String id, String doneKey, Change change) {
    try {
      if (change.apply(QueueId.parse(id).orElseThrow())) {
        Texts.done(doneKey, id);
      } else {
        Texts.warn("queue.gone", id); // delivered meanwhile, most likely
      }
    } catch (IOException e) {
      notNow(e);
    }
  }

  private static void notNow(IOException e) {
    LOG.log(Level.ERROR, "the queue can't be asked", e);
    Texts.failed("queue.notNow");
  }

  /** A {@link RecipientState}'s name; empty: all. */
  public String getState() {
    return state;
  }

  public void setState(String state) {
    this.state = state == null ? "" : state;
  }
}
