package org.chukei.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.chukei.account.UnacceptableException;
import org.chukei.account.WrittenTime;
import org.chukei.audit.AuditEntry.Door;
import org.chukei.audit.AuditEntry.Outcome;
import org.chukei.database.Transactions;
import org.chukei.store.NodeName;

/**
 * The audit log: what is changed by the console, the API (and with it the command line) and JMX.
 * There is no way to change or remove an entry. Safe for many threads.
 */
@ApplicationScoped
public class AuditLog {

  /** Later than any entry. */
  public static final Instant EVER = Instant.parse("9999-12-31T00:00:00Z");

  private static final Logger LOG = System.getLogger(AuditLog.class.getName());

  private final Transactions transactions;
  private final String node;
  private final Clock clock;

  @Inject
  public AuditLog(Transactions transactions, NodeName node, Clock clock) {
    this.transactions = transactions;
    this.node = node.text();
    this.clock = clock;
  }

  /** For the container's proxies. */
  @SuppressWarnings("NullAway")
  protected AuditLog() {
    transactions = null;
    node = null;
    clock = null;
  }

  /**
   * Never fails its caller, whose change is made already: what the database does not take goes to
   * the server log.
   */
  public void record(String actor, Door door, String action, String detail, Outcome outcome) {
    AuditEntry entry = new AuditEntry(clock.instant(), actor, door, action, detail, outcome);
    try {
      transactions.call(
          em -> {
            em.persist(new AuditRow(entry, node));
            return entry;
          });
    } catch (IOException e) {
      LOG.log(Level.ERROR, "the audit log can't be written; this belongs in it: " + entry, e);
    }
  }

  /** Makes a change and records what came of it: an exception is a refusal, and goes on. */
  public <T> T recorded(String actor, Door door, String action, String detail, Supplier<T> change) {
    try {
      T done = change.get();
      record(actor, door, action, detail, Outcome.DONE);
      return done;
    } catch (RuntimeException e) {
      record(actor, door, action, detail, Outcome.REFUSED);
      throw e;
    }
  }

  /**
   * The newest first.
   *
   * @param from the earliest, as an operator writes it; empty: whatever it is
   * @param until likewise the latest, exclusive
   * @throws UnacceptableException naming the time that can't be read, {@code from} or {@code until}
   */
  public List<AuditEntry> find(String from, String until, int most) throws IOException {
    return find(
        from.isBlank() ? Instant.EPOCH : WrittenTime.read("from", from),
        until.isBlank() ? EVER : WrittenTime.read("until", until),
        most);
  }

  /**
   * The newest first.
   *
   * @param until exclusive
   */
  public List<AuditEntry> find(Instant from, Instant until, int most) throws IOException {
    return transactions.call(
        em ->
            em.createQuery(
                    "SELECT a FROM AuditRow a WHERE a.recordedAt >= :from AND a.recordedAt < :until"
                        + " ORDER BY a.recordedAt DESC, a.id DESC",
                    AuditRow.class)
                .setParameter("from", from.toEpochMilli())
                .setParameter("until", until.toEpochMilli())
                .setMaxResults(most)
                .getResultStream()
                .map(AuditRow::entry)
                .toList());
  }
}
