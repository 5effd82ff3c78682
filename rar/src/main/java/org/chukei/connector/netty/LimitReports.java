package org.chukei.connector.netty;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Limit;
import org.chukei.connector.session.Question;
import org.chukei.connector.session.Questions;

/**
 * Counts how often each limit was exceeded, and tells the application: once a second for each limit
 * at the most, however many clients are at it, so that they can fill no log. Safe from any thread.
 */
final class LimitReports {

  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final Questions questions;
  private final Map<Limit, Tally> tallies = new EnumMap<>(Limit.class);

  LimitReports(Questions questions) {
    this.questions = questions;
    for (Limit limit : Limit.values()) {
      tallies.put(limit, new Tally());
    }
  }

  void exceeded(Client client, Limit limit) {
    Tally tally = tallies.get(limit);
    tally.count.increment();
    long now = System.nanoTime();
    long last = tally.lastToldAt.get();
    if (now - last < PAUSE || !tally.lastToldAt.compareAndSet(last, now)) {
      return;
    }
    long count = tally.count.sum();
    long untold = count - tally.told.getAndSet(count);
    questions.put(new Question.Exceeded(client, limit, Math.max(1, untold)), answer -> {});
  }

  Map<Limit, Long> counts() {
    Map<Limit, Long> counts = new EnumMap<>(Limit.class);
    tallies.forEach((limit, tally) -> counts.put(limit, tally.count.sum()));
    return counts;
  }

  private static final class Tally {
    private final LongAdder count = new LongAdder();
    private final AtomicLong told = new AtomicLong();
    private final AtomicLong lastToldAt = new AtomicLong(System.nanoTime() - PAUSE);
  }
}
