package org.chukei.application;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
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
  private final OneAtATime ticks = new OneAtATime();

  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  void tick() {
    ticks.run(
        () -> {
          rules.refreshIfChanged();
          transports.refreshIfChanged();
        });
  }
}
