package org.chukei.management;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.chukei.queue.Pauses;
import org.chukei.store.MessageStore;

/**
 * Whether clients can leave mail here, for health, JMX and metrics. Without metric annotations:
 * Payara can't make beans that have them for the thread of a health check.
 */
@ApplicationScoped
public class Acceptance {

  @Inject private MessageStore store;
  @Inject private Pauses pauses;

  /** {@code open}, {@code paused} by an operator, or {@code stopped: } and why. */
  public String text() {
    return store
        .trouble()
        .map(why -> "stopped: " + why)
        .orElse(pauses.isAcceptancePaused() ? "paused" : "open");
  }

  /** The store can't take messages; clients get 451 or 452. A pause is no trouble. */
  public boolean isStopped() {
    return store.trouble().isPresent();
  }

  /** 1: open; 0: paused or stopped. */
  public int accepting() {
    return text().equals("open") ? 1 : 0;
  }
}
