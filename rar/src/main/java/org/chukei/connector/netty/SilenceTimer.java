package org.chukei.connector.netty;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Finds out that a client is silent: one timer for each connection, not one for each command. It
 * looks how long the silence has lasted and comes back for the rest. For the event loop only.
 */
final class SilenceTimer {

  /** Content is waited for less long than commands, and it may begin at any time. */
  private static final Duration AT_LEAST_EVERY = Duration.ofMinutes(1);

  private final EventExecutor loop;
  private final Supplier<Optional<Duration>> patience;
  private final Runnable whenSilent;
  private Optional<Future<?>> alarm = Optional.empty();
  private long since;

  /**
   * @param patience how long to wait, as it stands when it is asked; empty: the client is not the
   *     one that is waited for
   */
  SilenceTimer(EventExecutor loop, Supplier<Optional<Duration>> patience, Runnable whenSilent) {
    this.loop = loop;
    this.patience = patience;
    this.whenSilent = whenSilent;
  }

  /** The silence begins now. */
  void restart() {
    since = now();
  }

  /** Goes off after this at the latest, however much patience there was when it was set. */
  void lookAfter(Duration most) {
    stop();
    alarm = Optional.of(loop.schedule(this::look, most.toNanos(), TimeUnit.NANOSECONDS));
  }

  void stop() {
    alarm.ifPresent(a -> a.cancel(false));
    alarm = Optional.empty();
  }

  private void look() {
    Optional<Duration> most = patience.get();
    if (most.isEmpty()) {
      restart(); // the answer that is out will find its client as patient as before
      lookAfter(AT_LEAST_EVERY);
      return;
    }
    Duration left = most.get().minusNanos(now() - since);
    if (left.isNegative() || left.isZero()) {
      whenSilent.run();
    } else {
      lookAfter(left.compareTo(AT_LEAST_EVERY) < 0 ? left : AT_LEAST_EVERY);
    }
  }

  /** In nanoseconds, by the clock of the event loop. */
  long now() {
    return loop.ticker().nanoTime();
  }
}
