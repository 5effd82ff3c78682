package org.chukei.queue;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.chukei.config.Settings;
import org.chukei.database.Transactions;
import org.chukei.delivery.DeliveryAgent;
import org.chukei.notification.Notices;
import org.chukei.store.MessageStore;
import org.chukei.store.NodeName;

/** Puts the plain classes of the queue together in the container, one of each. */
@ApplicationScoped
class QueueProducers {

  private static final Duration LEASE = Duration.ofMinutes(10);

  @Produces
  @Singleton
  RetryQueue retryQueue(Transactions transactions, NodeName node, MessageStore store) {
    return new RetryQueue(transactions, node.text(), store.isShared(), LEASE);
  }

  @Produces
  @Singleton
  DeliveryScheduler scheduler(
      MessageStore store,
      RetryQueue retries,
      DeliveryAgent agent,
      Notices notices,
      DeliveryLog log,
      Settings settings,
      Clock clock) {
    RetrySchedule schedule =
        new RetrySchedule(
            settings.retrySchedule(),
            settings.giveUpAfter(),
            () -> ThreadLocalRandom.current().nextDouble());
    return new DeliveryScheduler(
        store,
        retries,
        agent,
        new Attempt(agent, store, schedule, log, clock),
        new OutcomeRecorder(store, retries, notices, schedule, log, clock),
        executor(),
        DeliveryLimits.DEFAULT,
        clock);
  }

  /**
   * By name and not by injection: Payara checks what is injected before it binds what the application
   * defines, and refuses the deployment.
   */
  private static ManagedExecutorService executor() {
    try {
      return InitialContext.doLookup(QueueTimer.EXECUTOR);
    } catch (NamingException e) {
      throw new IllegalStateException("no " + QueueTimer.EXECUTOR, e);
    }
  }

  @Produces
  @Singleton
  QueueTick tick(DeliveryScheduler scheduler, RetryQueue retries, MessageStore store, Clock clock) {
    return new QueueTick(scheduler, retries, store, clock);
  }

  // Behind a proxy, for the console's view beans, which hold it, may be passivated.
  @Produces
  @ApplicationScoped
  MailQueue mailQueue(
      MessageStore store,
      RetryQueue retries,
      DeliveryScheduler scheduler,
      DeliveryLog log,
      Clock clock) {
    return new LiveMailQueue(store, retries, scheduler, log, clock);
  }
}
