package org.chukei.application;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.chukei.surge.SurgeNotices;
import org.chukei.surge.Surges;

/** Tells of surges, and writes down what is usual. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SurgeUpkeep {

  private static final Logger LOG = System.getLogger(SurgeUpkeep.class.getName());

  @Inject private Surges surges;
  @Inject private SurgeNotices notices;
  private final OneAtATime ticks = new OneAtATime();

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false, info = "surges")
  void tick() {
    ticks.run(
        () -> {
          notices.tell();
          write();
        });
  }

  private void write() {
    try {
      surges.write();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "what is usual can't be written now; kept in memory", e);
    }
  }
}
