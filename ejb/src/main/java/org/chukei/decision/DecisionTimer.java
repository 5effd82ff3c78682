package org.chukei.decision;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;

/** The container's clockwork for the decision log. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DecisionTimer {

  @Inject private DecisionLog log;
  private final AtomicBoolean running = new AtomicBoolean();

  @Schedule(hour = "*", minute = "*", second = "*", persistent = false, info = "decisions")
  void everySecond() {
    alone(log::flush);
  }

  @Schedule(hour = "*", minute = "*", second = "30", persistent = false, info = "old decisions")
  void everyMinute() {
    alone(log::purge);
  }

  /** A database that hangs must not pile up ticks. */
  private void alone(Runnable work) {
    if (running.compareAndSet(false, true)) {
      try {
        work.run();
      } finally {
        running.set(false);
      }
    }
  }
}
