package org.chukei.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.chukei.config.Settings;
import org.chukei.database.Transactions;

/** Puts the store together in the container. */
@ApplicationScoped
class StoreProducers {

  @Produces
  @Singleton
  NodeName nodeName(Settings settings) {
    return NodeName.of(settings);
  }

  @Produces
  @Singleton
  MessageStore store(Transactions transactions, NodeName node) {
    return new DatabaseStore(transactions, node.text());
  }
}
