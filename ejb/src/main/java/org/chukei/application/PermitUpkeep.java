package org.chukei.application;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.chukei.policy.ListWarning;
import org.chukei.policy.PermitList;
import org.chukei.policy.PermitUses;

/**
 * Looks after the entries of the permit list: writes down how they were used, and says each morning
 * which ones expire or have expired.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PermitUpkeep {

  private static final Logger LOG = System.getLogger(PermitUpkeep.class.getName());

  @Inject private PermitUses uses;
  @Inject private PermitList permits;
  private final OneAtATime ticks = new OneAtATime();

  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  void write() {
    ticks.run(uses::write);
  }

  @Schedule(hour = "6", persistent = false)
  void warn() {
    permits.warnings().stream()
        .filter(PermitUpkeep::isOfItsLife)
        .forEach(w -> LOG.log(Level.WARNING, "permit list, line {0}: {1}", w.line(), w.text()));
  }

  private static boolean isOfItsLife(ListWarning warning) {
    return warning.kind() == ListWarning.Kind.EXPIRED
        || warning.kind() == ListWarning.Kind.EXPIRES_SOON;
  }
}
