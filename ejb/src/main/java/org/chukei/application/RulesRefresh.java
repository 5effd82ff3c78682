package org.chukei.application;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chukei.policy.RelayRules;
import org.chukei.transport.Transports;

/**
 * Once a second, looks whether another node has changed rules or transports. Two indexed queries
 * where nobody has.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RulesRefresh {

  @Inject private RelayRules rules;
  @Inject private Transports transports;
  private final AtomicBoolean running = new AtomicBoolean();

  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  void tick() {
    if (running.compareAndSet(false, true)) { // a database that hangs must not pile up ticks
      try {
        rules.refreshIfChanged();
        transports.refreshIfChanged();
      } finally {
        running.set(false);
      }
    }
  }
}
