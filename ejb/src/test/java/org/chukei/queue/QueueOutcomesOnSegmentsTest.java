package org.chukei.queue;

import java.io.IOException;
import java.nio.file.Path;
import org.chukei.store.MessageStore;
import org.chukei.store.Messages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The same with mail in segments, and rows in the database. */
class QueueOutcomesOnSegmentsTest extends QueueOutcomesTest {

  @TempDir Path home;

  private MessageStore store;

  @Override
  Relay relay() throws IOException {
    if (store == null) {
      store = Messages.segments(home);
    }
    return new Relay(database, store);
  }

  @AfterEach
  void closeStore() throws Exception {
    store.close();
  }
}
