package org.chukei.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chukei.config.Settings;
import org.chukei.connector.api.QueueId;
import org.chukei.database.BatchWriter;
import org.chukei.database.Transactions;

/**
 * Remembers what happened to each message, from its session to its end. Recording never waits for
 * the database, but for an operator: a timer writes what has gathered, and what is not written yet
 * is found in memory. Bounded by {@code CHUKEI_HISTORY_KEPT}, in time, {@code CHUKEI_HISTORY_MOST},
 * in number, and {@code CHUKEI_HISTORY_PER_SECOND}, in work; under more load than that some lives
 * are recorded in part or not at all, those that end well before the others. Safe for many threads.
 */
@ApplicationScoped
public class MessageHistory {

  private static final Logger LOG = System.getLogger(MessageHistory.class.getName());

  private final LifeBuffer buffer;
  private final LifeTable table;
  private final BatchWriter<Chapter> writer;
  private final Clock clock;
  private final Duration kept;
  private final int most;

  @Inject
  public MessageHistory(Settings settings, Transactions transactions, Clock clock) {
    this.buffer = new LifeBuffer(settings.historyPerSecond());
    this.table = new LifeTable(transactions, clock);
    this.writer = new BatchWriter<>("messages' histories", buffer, table::add);
    this.clock = clock;
    this.kept = settings.historyKept();
    this.most = settings.historyMost();
  }

  /** For the container's proxies. */
  @SuppressWarnings("NullAway")
  protected MessageHistory() {
    buffer = null;
    table = null;
    writer = null;
    clock = null;
    kept = null;
    most = 0;
  }

  void record(QueueId queueId, LifeEvent event) {
    buffer.add(queueId, event);
  }

  /**
   * Records what somebody has to be able to answer for, in the database before this returns: no
   * load leaves it out. While the database is away it waits like everything else.
   */
  void recordNow(Map<QueueId, List<LifeEvent>> events) {
    List<Chapter> chapters = new ArrayList<>();
    events.forEach(
        (queueId, ofMessage) -> {
          Chapter chapter = new Chapter(queueId);
          ofMessage.forEach(chapter::add);
          chapters.add(chapter);
        });
    try {
      table.add(chapters);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "what an operator did can't be recorded now, and waits in memory", e);
      events.forEach(
          (queueId, ofMessage) -> ofMessage.forEach(event -> buffer.add(queueId, event)));
    }
  }

  /**
   * Empty where nothing was recorded, or is kept any more.
   *
   * @throws IOException where it is not in memory and the database can't be asked
   */
  public Optional<Life> find(QueueId queueId) throws IOException {
    return lives(List.of(queueId)).stream().findFirst();
  }

  /**
   * The newest first.
   *
   * @param limit at most so many
   * @throws IOException where none is in memory and the database can't be asked
   */
  public List<Life> find(LifeFilter filter, int limit) throws IOException {
    Set<QueueId> found = new LinkedHashSet<>();
    buffer.find(filter, found::add);
    try {
      found.addAll(table.find(filter, limit));
    } catch (IOException e) {
      if (found.isEmpty()) {
        throw e;
      }
    }
    return lives(found).stream()
        .sorted(Comparator.comparing(MessageHistory::begun).reversed())
        .limit(limit)
        .toList();
  }

  private static Instant begun(Life life) {
    return life.events().get(0).at();
  }

  private List<Life> lives(Collection<QueueId> queueIds) throws IOException {
    List<Life> lives = new ArrayList<>();
    Optional<IOException> away = Optional.empty();
    Map<QueueId, List<LifeEvent>> written = Map.of();
    try {
      written = table.events(queueIds);
    } catch (IOException e) {
      away = Optional.of(e);
    }
    for (QueueId queueId : queueIds) {
      List<LifeEvent> events = new ArrayList<>(written.getOrDefault(queueId, List.of()));
      events.addAll(buffer.find(queueId));
      if (!events.isEmpty()) {
        lives.add(new Life(queueId, events));
      }
    }
    if (lives.isEmpty() && away.isPresent()) {
      throw away.get();
    }
    return lives;
  }

  /** Events of this node, since it started, that there was no room for. */
  public long lost() {
    return buffer.lost();
  }

  /**
   * Writes what has gathered, one batch of it.
   *
   * @return whether there was any, and the database took it
   */
  public boolean flush() {
    return writer.flush();
  }

  /** Deletes what need not be kept any more. */
  public void purge() {
    try {
      table.purge(clock.instant().minus(kept), most);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "old messages' histories can't be deleted now", e);
    }
  }
}
