package org.chukei.application;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.chukei.decision.DecisionLog;

/** Writes down the decisions that have gathered, and deletes those that need not be kept. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DecisionUpkeep {

  @Inject private DecisionLog log;
  private final OneAtATime ticks = new OneAtATime();

  @Schedule(hour = "*", minute = "*", second = "*", persistent = false, info = "decisions")
  void everySecond() {
    ticks.run(log::flush);
  }

  @Schedule(hour = "*", minute = "*", second = "30", persistent = false, info = "old decisions")
  void everyMinute() {
    ticks.run(log::purge);
  }
}
