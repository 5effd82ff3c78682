package org.chukei.application;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.chukei.backup.Backups;
import org.chukei.config.Settings;
import org.chukei.connector.api.OpenServices;
import org.chukei.console.ApiToken;
import org.chukei.console.ConsoleUsers;
import org.chukei.database.DatabaseDefinition;
import org.chukei.database.Schema;
import org.chukei.decision.DecisionLog;
import org.chukei.history.MessageHistory;
import org.chukei.maillog.MailLog;
import org.chukei.management.Management;
import org.chukei.policy.RelayRules;
import org.chukei.queue.DeliveryScheduler;
import org.chukei.queue.Pauses;
import org.chukei.store.MessageStore;
import org.chukei.surge.Surges;
import org.chukei.transport.Transports;

/**
 * Starts the parts in the order in which they need each other, and stops them in the reverse one. A
 * part that can't start stops the deployment; nothing has been answered to anyone by then.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Application {

  private static final Logger LOG = System.getLogger(Application.class.getName());

  /**
   * Sessions and attempts share it, so that the whole stop, with what the container needs for
   * itself, takes less than the 8.5 s after which {@code ./chukei run} ends it by force.
   */
  private static final Duration STOP = Duration.ofSeconds(3);

  /** A second less, which those who are cut off have to read why. */
  private static final Duration SESSIONS = STOP.minusSeconds(1);

  private static final Duration LAST_LINES = Duration.ofSeconds(1);

  @Resource(lookup = DatabaseDefinition.JNDI_NAME)
  private DataSource dataSource;

  @Inject private Settings settings;
  @Inject private RelayRules rules;
  @Inject private Transports transports;
  @Inject private ApiToken apiToken;
  @Inject private MailLog mailLog;
  @Inject private DeliveryScheduler scheduler;
  @Inject private MessageStore store;
  @Inject private Pauses pauses;
  @Inject private Backups backups;
  @Inject private Surges surges;
  @Inject private DecisionLog decisions;
  @Inject private MessageHistory history;
  @Inject private Clock clock;
  @Inject @org.eclipse.microprofile.health.Readiness private Readiness readiness;
  @EJB private ConsoleUsers consoleUsers;
  @EJB private Management management;

  @PostConstruct
  void start() {
    try {
      Files.createDirectories(settings.home());
      new Schema(dataSource).migrate();
      backups.tidy();
      apiToken.ensure();
      consoleUsers.ensureAdministrator();
      mailLog.start();
      rules.reload();
      pauses.load();
      transports.reload();
      surges.load();
      scheduler.start();
      management.register();
      readiness.started();
    } catch (IOException e) {
      throw new IllegalStateException("the application can't start: " + e.getMessage(), e);
    }
    LOG.log(
        Level.INFO,
        "Chukei is up; state in " + settings.home() + ", mail log in " + mailLog.file());
  }

  /**
   * Called before the adapter hears of the stop, so the adapter is asked to drain here: whoever is
   * still talking to us needs rules and store.
   */
  @PreDestroy
  void stop() {
    Instant deadline = clock.instant().plus(STOP);
    readiness.stopping();
    scheduler.startNoMore(); // attempts end while sessions do
    OpenServices.find().ifPresent(services -> services.drain(SESSIONS));
    management.unregister();
    try {
      scheduler.stop(until(deadline));
      store.close();
      decisions.flush();
      while (history.flush() && !until(deadline).isZero()) {}
      mailLog.stop(until(deadline).plus(LAST_LINES));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the store can't be closed in order", e);
    }
    new Schema(dataSource).close();
    LOG.log(Level.INFO, "Chukei is down; what is queued is in " + settings.home());
  }

  private Duration until(Instant deadline) {
    Duration left = Duration.between(clock.instant(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
