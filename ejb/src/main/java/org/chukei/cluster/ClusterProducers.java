package org.chukei.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.chukei.database.Transactions;
import org.chukei.store.MessageStore;
import org.chukei.store.NodeName;

/** Gives the queue its lease in the container. */
@ApplicationScoped
class ClusterProducers {

  /** Longer than a node hangs that lives, shorter than a client waits for its mail. */
  private static final Duration LENGTH = Duration.ofSeconds(30);

  @Produces
  @Singleton
  Lease lease(MessageStore store, Transactions transactions, NodeName node, Clock clock) {
    return store.isShared()
        ? new NodeLease(transactions, node.text(), LENGTH, clock)
        : Lease.UNSHARED;
  }
}
