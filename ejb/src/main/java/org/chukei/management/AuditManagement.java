package org.chukei.management;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.chukei.audit.AuditEntry;
import org.chukei.audit.AuditLog;

/** An EJB, because a JMX thread brings no application context and the EJB container sets one. */
@Singleton
@Local(AuditMXBean.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AuditManagement implements AuditMXBean {

  @Inject private AuditLog audit;

  @Override
  public String[] find(String from, String until, int limit) {
    return Asked.of(
        () ->
            audit.find(from, until, limit).stream()
                .map(AuditManagement::line)
                .toArray(String[]::new));
  }

  private static String line(AuditEntry entry) {
    return String.join(
        " ",
        entry.at().toString(),
        entry.actor(),
        entry.door().name(),
        entry.action(),
        entry.outcome().name(),
        entry.detail());
  }
}
