package org.chukei.queue;

import org.chukei.config.Settings;

/**
 * How much the scheduler does and holds at once.
 *
 * @param workers attempts at the same time
 * @param perDestination of these to one destination at most, so that one that hangs can't take all
 * @param retries of these for mail that was deferred before, so that fresh mail finds a worker
 * @param capacity recipients in memory; what goes beyond waits in the store
 * @param lineLength attempts in line for one destination, fresh and retries each
 */
record DeliveryLimits(int workers, int perDestination, int retries, int capacity, int lineLength) {

  static final int WORKERS = 64;

  static DeliveryLimits of(Settings settings) {
    return new DeliveryLimits(WORKERS, settings.destinationConcurrency(), 48, 20_000, 1_000);
  }
}
