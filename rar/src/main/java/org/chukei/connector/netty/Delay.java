package org.chukei.connector.netty;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Something that one client is made to wait for: its greeting, or a reply that refuses. Costs no
 * thread. For the connection's event loop only.
 */
final class Delay {

  private Optional<Future<?>> alarm = Optional.empty();

  boolean isOn() {
    return alarm.isPresent();
  }

  void begin(EventExecutor loop, Duration time, Runnable then) {
    Runnable over =
        () -> {
          alarm = Optional.empty();
          then.run();
        };
    alarm = Optional.of(loop.schedule(over, time.toNanos(), TimeUnit.NANOSECONDS));
  }

  /** What was waited for does not come. */
  void cancel() {
    alarm.ifPresent(a -> a.cancel(false));
    alarm = Optional.empty();
  }
}
