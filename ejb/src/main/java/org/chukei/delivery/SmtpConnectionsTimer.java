package org.chukei.delivery;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** The container's clockwork for connections that have been idle for too long. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SmtpConnectionsTimer {

  @Inject private SmtpConnections connections;

  @Schedule(hour = "*", minute = "*", second = "*", persistent = false, info = "connections")
  public void everySecond() {
    connections.closeExpired();
  }
}
