package org.chukei.queue;

import java.io.IOException;
import java.time.Duration;
import org.chukei.store.StoredEnvelope;

/**
 * Decides which message is tried next and by whom. Safe for many threads.
 */
public final class DeliveryScheduler {

  /** Takes up what a former life left in the store and begins to deliver. */
  public void start() throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Starts no further attempt and waits for those that run, at most so long. What is not settled
   * then stays owed, and is found again by the next {@link #start}.
   */
  public void stop(Duration grace) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /**
   * A message is in the store, its transaction committed, and may be delivered. Returns at once; in
   * a stopped scheduler or beyond its capacity the message is found in the store later.
   */
  public void accepted(StoredEnvelope envelope) {
    throw new UnsupportedOperationException();
  }
}
