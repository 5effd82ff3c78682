package org.chukei.selftest;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;

/** Has the self-test run after the start and after each change, at rest for a moment between. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SelfTestTimer {

  @Inject private SelfTest selfTest;
  private final AtomicBoolean running = new AtomicBoolean();

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false, info = "self-test")
  void tick() {
    if (running.compareAndSet(false, true)) {
      try {
        selfTest.runIfChanged();
      } finally {
        running.set(false);
      }
    }
  }
}
