package org.chukei.application;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.chukei.selftest.SelfTest;

/** Has the self-test run after the start and after each change, at rest for a moment between. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SelfTestTimer {

  @Inject private SelfTest selfTest;
  private final OneAtATime ticks = new OneAtATime();

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false, info = "self-test")
  void tick() {
    ticks.run(selfTest::runIfChanged);
  }
}
