package org.chukei.queue;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.chukei.cluster.Lease;
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

  @Resource private ManagedThreadFactory threads;
  private ThreadPoolExecutor executor;

  /**
   * A pool of our own, of the container's threads: the default executor is shared and small, and
   * Payara binds a @ManagedExecutorDefinition only after startup beans were started.
   */
  @PostConstruct
  void makeExecutor() {
    int workers = DeliveryLimits.WORKERS;
    executor =
        new ThreadPoolExecutor(
            workers, workers, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), threads);
    executor.allowCoreThreadTimeOut(true);
  }

  @PreDestroy
  void endExecutor() {
    executor.shutdownNow();
  }

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
      Instance<DeliveryLog> listeners,
      Settings settings,
      Pauses pauses,
      Lease lease,
      Clock clock) {
    DeliveryLog log = all(listeners);
    RetrySchedule schedule =
        new RetrySchedule(
            settings.retrySchedule(),
            settings.delayWarning(),
            settings.giveUpAfter(),
            () -> ThreadLocalRandom.current().nextDouble());
    return new DeliveryScheduler(
        store,
        retries,
        new Sorting(agent),
        new Attempt(agent, store, schedule, log, clock),
        new OutcomeRecorder(
            store,
            retries,
            new SenderNotices(notices, store, schedule, log, clock),
            schedule,
            log,
            clock),
        executor,
        DeliveryLimits.of(settings),
        pauses,
        lease,
        schedule.rests(),
        log,
        clock);
  }

  @Produces
  @Singleton
  QueueTick tick(DeliveryScheduler scheduler, RetryQueue retries, MessageStore store, Clock clock) {
    return new QueueTick(scheduler, retries, store, clock);
  }

  // Behind proxies, for the console's view beans, which hold these, may be passivated.
  @Produces
  @ApplicationScoped
  Pauses pauses(
      Transactions transactions, NodeName node, Instance<DeliveryLog> listeners, Clock clock) {
    return new Pauses(transactions, node.text(), all(listeners), clock);
  }

  @Produces
  @ApplicationScoped
  MailQueue mailQueue(
      MessageStore store,
      RetryQueue retries,
      Transactions transactions,
      NodeName node,
      DeliveryScheduler scheduler,
      Pauses pauses,
      Instance<DeliveryLog> listeners,
      Clock clock) {
    OperatorRows rows = new OperatorRows(transactions, node.text(), store.isShared());
    return new LiveMailQueue(store, retries, rows, scheduler, pauses, all(listeners), clock);
  }

  private static DeliveryLog all(Instance<DeliveryLog> listeners) {
    return new DeliveryLogs(listeners.stream().toList());
  }
}
