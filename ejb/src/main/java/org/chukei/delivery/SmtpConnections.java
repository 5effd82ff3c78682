package org.chukei.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connections to next hops: opened when they are needed, lent to one delivery at a time, and
 * kept for a while for the next one to an equal {@link NextHop}. No thread ever waits here for a
 * peer to answer QUIT, save at the end. Safe for many threads.
 */
final class SmtpConnections implements AutoCloseable {

  /**
   * @param idle how long a connection is kept for its next delivery
   * @param messages after how many a connection is closed; 1: none is kept
   * @param perHop how many are kept for each next hop
   */
  record Limits(Duration idle, int messages, int perHop) {}

  /** A connection at rest, or one that was told QUIT. */
  private record Resting(SmtpConnection connection, Instant since) {}

  /** Of all next hops together: each is a file descriptor or three and some buffers. */
  private static final int MOST_IDLE = 500;

  /** At the end the application's stop waits for it; those who have not answered then are left. */
  private static final Duration LAST_FAREWELL = Duration.ofSeconds(1);

  private final SmtpOpening opening;
  private final Limits limits;
  private final Clock clock;

  // All below is guarded by this object's monitor.
  private final Map<NextHop, Deque<Resting>> idle = new HashMap<>();
  private final List<Resting> leaving = new ArrayList<>();
  private int idleCount;
  private boolean closed;

  SmtpConnections(SmtpOpening opening, Limits limits, Clock clock) {
    this.opening = opening;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * An idle connection where there is one that the peer has not ended, else a new one.
   *
   * @param hops addresses of one host, the preferred first
   * @throws ConversationEnded where this host takes no mail from us now
   */
  SmtpLease lend(List<NextHop> hops) throws ConversationEnded {
    for (NextHop hop : hops) {
      Optional<SmtpConnection> found = takeIdle(hop);
      for (; found.isPresent(); found = takeIdle(hop)) {
        if (found.get().isAtRest()) {
          return new SmtpLease(this, found.get());
        }
        found.get().abort();
      }
    }
    return new SmtpLease(this, open(hops));
  }

  /** The one used last: those that are too many come to the end of their time. */
  private synchronized Optional<SmtpConnection> takeIdle(NextHop hop) {
    Deque<Resting> line = idle.get(hop);
    if (line == null) {
      return Optional.empty();
    }
    Resting last = line.pop();
    idleCount--;
    if (line.isEmpty()) {
      idle.remove(hop);
    }
    return Optional.of(last.connection());
  }

  SmtpConnection open(List<NextHop> hops) throws ConversationEnded {
    return opening.open(hops);
  }

  /** The end of a lease. */
  void giveBack(SmtpConnection connection) {
    if (!connection.isUsable()) {
      connection.abort();
    } else if (!keep(connection)) {
      leave(connection);
    }
  }

  private synchronized boolean keep(SmtpConnection connection) {
    Deque<Resting> line = idle.getOrDefault(connection.hop(), new ArrayDeque<>());
    if (closed
        || connection.transactions() >= limits.messages()
        || !connection.hasRoomFor(List.of())
        || line.size() >= limits.perHop()
        || idleCount >= MOST_IDLE) {
      return false;
    }
    line.push(new Resting(connection, clock.instant()));
    idle.put(connection.hop(), line);
    idleCount++;
    return true;
  }

  /** Says QUIT; {@link #closeExpired} closes when it is answered. */
  void leave(SmtpConnection connection) {
    connection.sayQuit();
    synchronized (this) {
      leaving.add(new Resting(connection, clock.instant()));
    }
  }

  /** Ends what has been idle for too long. To be called about once a second; never waits. */
  void closeExpired() {
    takeExpired().forEach(this::leave);
    List<SmtpConnection> left = new ArrayList<>();
    synchronized (this) {
      Instant patience = clock.instant().minus(opening.timeouts().quit());
      leaving.removeIf(
          resting ->
              (resting.since().isBefore(patience) || resting.connection().isAnswered())
                  && left.add(resting.connection()));
    }
    left.forEach(SmtpConnection::abort);
  }

  private synchronized List<SmtpConnection> takeExpired() {
    List<SmtpConnection> expired = new ArrayList<>();
    Instant oldest = clock.instant().minus(limits.idle());
    for (Iterator<Deque<Resting>> lines = idle.values().iterator(); lines.hasNext(); ) {
      Deque<Resting> line = lines.next();
      line.removeIf(
          resting -> !resting.since().isAfter(oldest) && expired.add(resting.connection()));
      if (line.isEmpty()) {
        lines.remove();
      }
    }
    idleCount -= expired.size();
    return expired;
  }

  /**
   * Ends all that are idle, waiting a moment for the replies to QUIT; what is lent is ended when it
   * comes back.
   */
  @Override
  public void close() {
    List<SmtpConnection> last = new ArrayList<>();
    synchronized (this) {
      closed = true;
      idle.values().forEach(line -> line.forEach(resting -> last.add(resting.connection())));
      leaving.forEach(resting -> last.add(resting.connection()));
      idle.clear();
      leaving.clear();
      idleCount = 0;
    }
    last.forEach(SmtpConnection::sayQuit);
    long deadline = SmtpSocket.deadline(LAST_FAREWELL);
    last.forEach(connection -> connection.awaitFarewell(deadline));
  }
}
