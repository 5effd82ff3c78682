package org.chukei.queue;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.inject.Inject;

/**
 * The container's clockwork. Not persistent: when a row is due stands in its row.
 *
 * <p>Also defines the executor of the attempts, because the servers' own one is shared and small.
 */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ManagedExecutorDefinition(name = QueueTimer.EXECUTOR, maxAsync = 64)
public class QueueTimer {

  static final String EXECUTOR = "java:app/concurrent/chukei-delivery";

  @Inject private QueueTick tick;

  /** Ticks before the scheduler was started, and after it was stopped, do nothing. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false, info = "queue")
  public void everySecond() {
    tick.run();
  }
}
