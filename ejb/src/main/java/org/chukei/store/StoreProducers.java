package org.chukei.store;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.chukei.config.Settings;
import org.chukei.database.Transactions;

/** Puts the store together in the container. */
@ApplicationScoped
class StoreProducers {

  /** The flusher, and what fills new segments beside it. */
  private static final int THREADS = 2;

  @Resource private ManagedThreadFactory threads;
  private ThreadPoolExecutor executor;

  /** A pool of our own, of the container's threads: everybody waits for the flusher. */
  @PostConstruct
  void makeExecutor() {
    executor =
        new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), threads);
    executor.allowCoreThreadTimeOut(true);
  }

  /** Not at once: that would interrupt the flusher. */
  @PreDestroy
  void endExecutor() {
    executor.shutdown();
  }

  @Produces
  @Singleton
  NodeName nodeName(Settings settings) {
    return NodeName.of(settings);
  }

  @Produces
  @Singleton
  MessageStore store(Settings settings, Transactions transactions, NodeName node) {
    return settings.storesInDatabase()
        ? new DatabaseStore(transactions, node.text())
        : new SegmentStore(
            new DirectoryDisk(settings.home().resolve("queue")),
            executor,
            new SecureRandom(),
            SegmentStore.SEGMENT_SIZE,
            SegmentStore.LARGE,
            new RecentContents(SegmentStore.RECENT));
  }
}
