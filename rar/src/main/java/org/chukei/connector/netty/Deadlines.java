package org.chukei.connector.netty;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How long a connection may last: in silence, with one content, and in all. For the connection's
 * event loop only.
 */
final class Deadlines {

  private final Door door;
  private final EventExecutor loop;
  private final SilenceTimer silence;
  private final Runnable whenOld;
  private Optional<Future<?>> lifetime = Optional.empty();
  private long contentSince;

  /**
   * @param patience see {@link SilenceTimer}
   * @param whenOld it has lasted long enough, and again as long after as a transaction may take
   */
  Deadlines(
      Door door,
      EventExecutor loop,
      Supplier<Optional<Duration>> patience,
      Runnable whenSilent,
      Runnable whenOld) {
    this.door = door;
    this.loop = loop;
    this.silence = new SilenceTimer(loop, patience, whenSilent);
    this.whenOld = whenOld;
  }

  void start() {
    endAfter(door.sessionTime());
    silence.restart();
    silence.lookAfter(door.commandTimeout());
  }

  private void endAfter(Duration most) {
    lifetime = Optional.of(loop.schedule(this::old, most.toNanos(), TimeUnit.NANOSECONDS));
  }

  private void old() {
    endAfter(door.contentTime());
    whenOld.run();
  }

  /** The client did something, or was answered: its silence begins anew. */
  void clientWasHeard() {
    silence.restart();
  }

  /** There is less to wait for than before. */
  void waitNoLongerThan(Duration most) {
    silence.lookAfter(most);
  }

  void contentBegins() {
    contentSince = silence.now();
    silence.restart();
  }

  boolean isContentLate() {
    return silence.now() - contentSince > door.contentTime().toNanos();
  }

  void stop() {
    silence.stop();
    lifetime.ifPresent(end -> end.cancel(false));
  }
}
