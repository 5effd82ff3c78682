package org.chukei.application;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.chukei.decision.DecisionLog;
import org.chukei.history.MessageHistory;

/**
 * Writes down the decisions and histories that have gathered, and deletes those that need not be
 * kept.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RecordUpkeep {

  @Inject private DecisionLog decisions;
  @Inject private MessageHistory history;
  private final OneAtATime decisionTicks = new OneAtATime();
  private final OneAtATime historyTicks = new OneAtATime();

  @Schedule(hour = "*", minute = "*", second = "*", persistent = false, info = "decisions")
  void writeDecisions() {
    decisionTicks.run(decisions::flush);
  }

  @Schedule(hour = "*", minute = "*", second = "*", persistent = false, info = "histories")
  void writeHistories() {
    historyTicks.run(history::flush);
  }

  @Schedule(hour = "*", minute = "*", second = "30", persistent = false, info = "old decisions")
  void purgeDecisions() {
    decisionTicks.run(decisions::purge);
  }

  @Schedule(hour = "*", minute = "*", second = "45", persistent = false, info = "old histories")
  void purgeHistories() {
    historyTicks.run(history::purge);
  }
}
