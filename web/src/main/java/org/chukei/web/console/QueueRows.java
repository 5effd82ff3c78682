package org.chukei.web.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.chukei.connector.api.QueueId;
import org.chukei.queue.MailQueue;
import org.chukei.queue.QueueExcerpt;
import org.chukei.queue.QueueFilter;
import org.chukei.queue.QueuedMessage;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/**
 * The queue as rows of a table that asks for one page at a time. The queue knows a page by the
 * message before it, the table by the number of rows before it; here it is kept which is which.
 */
final class QueueRows extends LazyDataModel<QueuedMessage> {

  private static final int MOST = 1000;

  private final transient MailQueue queue;
  private final transient NavigableMap<Integer, QueueId> before = new TreeMap<>();
  private transient QueueFilter filter = QueueFilter.ALL;
  private transient boolean hasMore;

  QueueRows(MailQueue queue) {
    this.queue = queue;
  }

  void show(QueueFilter chosen) {
    if (!chosen.equals(filter)) {
      filter = chosen;
      before.clear();
    }
  }

  /** So many pages ahead of what was looked at, no more is counted. */
  @Override
  public int count(Map<String, FilterMeta> filters) {
    int most = MOST + (before.isEmpty() ? 0 : before.lastKey());
    try {
      int count = (int) Math.min(queue.count(filter, most), Integer.MAX_VALUE);
      hasMore = !filter.equals(QueueFilter.ALL) && count == most;
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there may be more than was counted. */
  boolean hasMore() {
    return hasMore;
  }

  @Override
  public List<QueuedMessage> load(
      int first, int pageSize, Map<String, SortMeta> sort, Map<String, FilterMeta> filters) {
    try {
      if (first == 0) {
        before.clear();
      }
      int rows = before.floorKey(first) == null ? 0 : before.floorKey(first);
      while (rows < first) { // pages that nobody has looked at
        QueueExcerpt passed = queue.list(filter, after(rows), Math.min(MOST, first - rows));
        if (passed.reached().isEmpty()) {
          return List.of();
        }
        rows += passed.messages().size();
        before.put(rows, passed.reached().get());
      }
      QueueExcerpt page = queue.list(filter, after(rows), Math.max(1, Math.min(pageSize, MOST)));
      page.reached().ifPresent(id -> before.put(first + page.messages().size(), id));
      return page.messages();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<QueueId> after(int rows) {
    return Optional.ofNullable(before.get(rows));
  }

  @Override
  public String getRowKey(QueuedMessage message) {
    return message.envelope().queueId().text();
  }
}
