package org.chukei.cluster;

import java.time.Clock;
import java.time.Duration;
import org.chukei.database.Transactions;

/** A lease without a container. */
public final class TestLease {

  private TestLease() {}

  /**
   * @param length negative: in the database it has always run out
   */
  public static Lease of(Transactions transactions, String node, Duration length, Clock clock) {
    return new NodeLease(transactions, node, length, clock);
  }
}
