package org.chukei.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.chukei.connector.api.QueueId;
import org.chukei.store.MessageStore.Owed;

/** All that a store owes, page by page. */
public final class EveryOwed {

  private EveryOwed() {}

  public static void of(MessageStore store, Consumer<Owed> action) throws IOException {
    Optional<QueueId> last = Optional.empty();
    List<Owed> page = store.owed(last, MessageStore.PAGE);
    while (!page.isEmpty()) {
      page.forEach(action);
      last = Optional.of(page.get(page.size() - 1).envelope().queueId());
      page = store.owed(last, MessageStore.PAGE);
    }
  }
}
