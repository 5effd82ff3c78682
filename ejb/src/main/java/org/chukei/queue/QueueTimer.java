package org.chukei.queue;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** The container's clockwork. Not persistent: when a row is due stands in its row. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class QueueTimer {

  @Inject private QueueTick tick;

  /** Ticks before the scheduler was started, and after it was stopped, do nothing. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false, info = "queue")
  public void everySecond() {
    tick.run();
  }
}
