package org.chukei.decision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.chukei.config.Settings;
import org.chukei.connector.api.DecisionId;
import org.chukei.database.BatchWriter;
import org.chukei.database.Transactions;
import org.chukei.policy.Decision;
import org.chukei.store.NodeName;

/**
 * Remembers each verdict of a RCPT, and each connection that was not welcome. Recording never waits
 * for the database: a timer writes what has gathered. Bounded by {@code CHUKEI_DECISIONS_KEPT}, in
 * time, {@code CHUKEI_DECISIONS_MOST}, in number, and {@code CHUKEI_DECISIONS_PER_SECOND}, in work;
 * under more load than that refusals and deferrals are recorded first, and of acceptances a sample.
 * Safe for many threads.
 */
@ApplicationScoped
public class DecisionLog {

  private static final Logger LOG = System.getLogger(DecisionLog.class.getName());

  private final DecisionBuffer buffer;
  private final DecisionTable table;
  private final Clock clock;
  private final Duration kept;
  private final int most;
  private final BatchWriter<Decision> writer;

  @Inject
  public DecisionLog(Settings settings, Transactions transactions, NodeName node, Clock clock) {
    this.buffer = new DecisionBuffer(settings.decisionsPerSecond());
    this.table = new DecisionTable(transactions, node.text());
    this.clock = clock;
    this.kept = settings.decisionsKept();
    this.most = settings.decisionsMost();
    this.writer = new BatchWriter<>("decisions", buffer, table::add);
  }

  /** For the container's proxies. */
  @SuppressWarnings("NullAway")
  protected DecisionLog() {
    buffer = null;
    table = null;
    clock = null;
    kept = null;
    most = 0;
    writer = null;
  }

  public void record(Decision decision) {
    buffer.add(decision);
  }

  /**
   * What was decided under this id, by whichever node; empty where it was never recorded, or is not
   * kept any more.
   *
   * @throws IOException where it is not in memory and the database can't be asked
   */
  public Optional<Decision> find(DecisionId id) throws IOException {
    Optional<Decision> underWay = buffer.find(id);
    return underWay.isPresent() ? underWay : table.find(id);
  }

  /** The newest first. Those of the last second may be missing. */
  public List<Decision> find(DecisionFilter filter, int limit) throws IOException {
    return table.find(filter, limit);
  }

  /**
   * Hands over every decision that was recorded since, the oldest first.
   *
   * @throws IOException where the database can't be asked
   */
  public void each(Instant since, Consumer<Decision> work) throws IOException {
    table.each(since, work);
  }

  /** Decisions of this node since it started. */
  public long seen() {
    return buffer.seen();
  }

  /** Of these, the ones that were recorded in the database. */
  public long recorded() {
    return buffer.recorded();
  }

  /** Writes what has gathered, one batch of it. */
  public void flush() {
    writer.flush();
  }

  /** Deletes what need not be kept any more. */
  public void purge() {
    try {
      table.purge(clock.instant().minus(kept), most);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "old decisions can't be deleted now", e);
    }
  }
}
