package org.chukei.management;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.chukei.queue.Pauses;
import org.chukei.store.MessageStore;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;

/** Whether clients can leave mail here, for health, JMX and metrics. */
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
  @Gauge(
      name = "chukei_accepting",
      unit = MetricUnits.NONE,
      absolute = true,
      description = "1 while clients can leave mail here")
  public int accepting() {
    return text().equals("open") ? 1 : 0;
  }
}
