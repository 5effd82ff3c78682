package org.chukei.web.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.queue.MailQueue;
import org.chukei.queue.QueuedMessage;
import org.chukei.queue.RecipientState;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** The queue as rows of a table that asks for one page at a time. */
final class QueueRows extends LazyDataModel<QueuedMessage> {

  private static final int MOST_COUNTED = 1000;

  private final transient MailQueue queue;
  private Optional<RecipientState> state = Optional.empty();

  QueueRows(MailQueue queue) {
    this.queue = queue;
  }

  void show(String stateName) {
    state = stateName.isEmpty() ? Optional.empty() : Optional.of(RecipientState.valueOf(stateName));
  }

  /** The queue counts messages of any state only; of one state, at most 1000 are paged through. */
  @Override
  public int count(Map<String, FilterMeta> filters) {
    try {
      return state.isEmpty()
          ? (int) Math.min(queue.sizes().messages(), Integer.MAX_VALUE)
          : queue.list(state, MOST_COUNTED, 0).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<QueuedMessage> load(
      int first, int pageSize, Map<String, SortMeta> sort, Map<String, FilterMeta> filters) {
    try {
      return queue.list(state, Math.max(1, Math.min(pageSize, MOST_COUNTED)), first);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String getRowKey(QueuedMessage message) {
    return message.envelope().queueId().text();
  }
}
