package org.chukei.surge;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.chukei.config.Setting;
import org.chukei.config.Settings;
import org.chukei.connector.api.Envelope;
import org.chukei.database.Transactions;
import org.chukei.network.IpAddress;
import org.chukei.store.NodeName;

/**
 * Watches how many recipients each account has by the hour, and each permitted client without one,
 * against the busiest hour of the week before. To count costs a message no more than a look into a
 * map. Memory is bounded: of ten thousands of senders those that sent last are known. Safe for many
 * threads.
 */
@ApplicationScoped
public class Surges {

  private static final int MOST_SENDERS = 50_000;

  /** A surge that goes on is noticed again in the next hour, at its end at the latest. */
  private static final Duration OVER_AFTER = Duration.ofHours(2);

  private final int factor;
  private final int least;
  private final Duration learning;
  private final PeakTable table;
  private final Clock clock;

  // All below is guarded by this.
  private final Map<String, History> histories =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, History> eldest) {
          return size() > MOST_SENDERS;
        }
      };
  private final Map<String, Incident> open = new TreeMap<>();
  private final Deque<Surge> untold = new ArrayDeque<>();
  private Instant learningSince = Instant.MAX;
  private long total;

  private record Incident(Surge surge, Instant last) {}

  @Inject
  public Surges(Settings settings, Transactions transactions, NodeName node, Clock clock) {
    this.factor = settings.limit(Setting.SURGE_FACTOR);
    this.least = settings.limit(Setting.SURGE_LEAST);
    this.learning = settings.surgeLearning();
    this.table = new PeakTable(transactions, node.text());
    this.clock = clock;
  }

  /** For the container's proxies. */
  @SuppressWarnings("NullAway")
  protected Surges() {
    factor = 0;
    least = 0;
    learning = Duration.ZERO;
    table = null;
    clock = null;
  }

  /**
   * At start: what was learned in former lives.
   *
   * @throws IOException the database can't be read
   */
  public void load() throws IOException {
    List<PeakTable.Peak> peaks = table.read(MOST_SENDERS * History.DAYS);
    Instant now = clock.instant();
    synchronized (this) {
      learningSince = now;
      for (PeakTable.Peak peak : peaks) {
        histories
            .computeIfAbsent(peak.sender(), sender -> new History())
            .learned(peak.day(), peak.recipients());
        Instant day = Instant.EPOCH.plus(Duration.ofDays(peak.day()));
        learningSince = day.isBefore(learningSince) ? day : learningSince;
      }
    }
  }

  /** Charge was taken of a message. */
  public void taken(Envelope envelope) {
    if (factor > 0) {
      sender(envelope).ifPresent(sender -> count(sender, envelope.recipients().size()));
    }
  }

  /** Mail that others send to us is none of ours to watch. */
  private static Optional<String> sender(Envelope envelope) {
    return envelope
        .session()
        .account()
        .map(account -> "account " + account)
        .or(
            () ->
                envelope.recipients().stream().anyMatch(Envelope.Recipient::permitted)
                    ? Optional.of(
                        "client "
                            + IpAddress.of(envelope.session().client().address()).subscriber())
                    : Optional.empty());
  }

  private synchronized void count(String sender, int recipients) {
    Instant now = clock.instant();
    History history = histories.computeIfAbsent(sender, s -> new History());
    history.add(now.getEpochSecond() / Duration.ofHours(1).toSeconds(), recipients);
    if (history.count() <= least || now.isBefore(learningSince.plus(learning))) {
      return;
    }
    int usual = history.usual();
    if (history.count() <= (long) factor * usual) {
      return;
    }
    Incident known = open.get(sender);
    Surge surge = known == null ? new Surge(sender, now, history.count(), usual) : known.surge();
    open.put(sender, new Incident(surge, now));
    if (known == null) {
      untold.add(surge);
      total++;
    }
  }

  /** Those that go on, by sender. */
  public synchronized List<Surge> open() {
    Instant now = clock.instant();
    open.values().removeIf(incident -> incident.last().plus(OVER_AFTER).isBefore(now));
    return open.values().stream().map(Incident::surge).toList();
  }

  /** How many there were since the start. */
  public synchronized long total() {
    return total;
  }

  /** Those that nobody was told of; each once, until it is given back. */
  synchronized List<Surge> takeUntold() {
    List<Surge> all = List.copyOf(untold);
    untold.clear();
    return all;
  }

  synchronized void giveBack(Collection<Surge> surges) {
    untold.addAll(surges);
  }

  /**
   * For a timer: writes down what was learned.
   *
   * @throws IOException the database is away; it is kept for the next time
   */
  public void write() throws IOException {
    List<PeakTable.Peak> peaks = new ArrayList<>();
    synchronized (this) {
      histories.forEach(
          (sender, history) ->
              history
                  .takeChange()
                  .forEach((day, peak) -> peaks.add(new PeakTable.Peak(sender, day, peak))));
    }
    if (peaks.isEmpty()) {
      return;
    }
    try {
      table.write(peaks, Duration.between(Instant.EPOCH, clock.instant()).toDays() - History.DAYS);
    } catch (IOException e) {
      synchronized (this) {
        peaks.forEach(
            peak ->
                Optional.ofNullable(histories.get(peak.sender())).ifPresent(History::keepChange));
      }
      throw e;
    }
  }
}
