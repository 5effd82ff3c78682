package org.chukei.deployed;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A relay whose database is a PostgreSQL server of its own, in the world of the dialogues; clients
 * at 127.0.0.1 may relay. Everything goes to its next hop, and is tried again after one second,
 * then every two.
 */
record PostgresRelay(PrivatePostgres postgres, NextHop hop, RunningRelay relay)
    implements AutoCloseable {

  /**
   * @param settings go before those that it has otherwise
   */
  static PostgresRelay start(Map<String, String> settings) throws IOException {
    PrivatePostgres postgres = PrivatePostgres.start();
    NextHop hop = NextHop.open();
    RunningRelay relay = start(postgres, hop, settings);
    SharedRelay.furnish(relay);
    Traffic.permit(relay);
    return new PostgresRelay(postgres, hop, relay);
  }

  /** One more on the same database, and thus in the same world. */
  static RunningRelay start(PrivatePostgres postgres, NextHop hop, Map<String, String> settings)
      throws IOException {
    Map<String, String> all = new HashMap<>(RestartIT.settings(hop));
    all.putAll(postgres.settings());
    all.putAll(settings);
    return RunningRelay.start(all);
  }

  @Override
  public void close() throws IOException {
    try {
      relay.close();
    } finally {
      hop.close();
      postgres.close();
    }
  }
}
