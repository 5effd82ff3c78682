package org.chukei.cluster;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chukei.database.DatabaseTime;
import org.chukei.database.Transactions;

/**
 * A lease in the database, by the database's clock. Everything is decided by an UPDATE of the
 * node's row that one of many wins; what belongs to a takeover is in the same transaction, so that
 * a node that comes back finds either all of its mail or none.
 *
 * <p>Locally it ends a little earlier than in the database, for it is counted from before the
 * question was sent: a node that hung knows by its own clock that it may have lost its mail.
 */
final class NodeLease implements Lease {

  /** So many renewals may fail before it runs out. */
  private static final int RENEWALS = 6;

  private static final String MINE = " WHERE n.name = :node AND n.epoch = :epoch";

  private final Transactions transactions;
  private final String node;
  private final Duration length;
  private final Clock clock;
  private volatile Instant heldUntil = Instant.MIN;
  private Instant renewedAt = Instant.MIN;
  private Instant unbrokenSince = Instant.MIN;
  private long epoch;

  NodeLease(Transactions transactions, String node, Duration length, Clock clock) {
    this.transactions = transactions;
    this.node = node;
    this.length = length;
    this.clock = clock;
  }

  @Override
  public void begin() throws IOException {
    Instant now = clock.instant();
    epoch = transactions.call(this::nextEpoch);
    held(now);
  }

  private long nextEpoch(EntityManager em) {
    long until = until(em);
    int known =
        em.createQuery(
                "UPDATE NodeRow n SET n.epoch = n.epoch + 1, n.leaseUntil = :until"
                    + " WHERE n.name = :node")
            .setParameter("until", until)
            .setParameter("node", node)
            .executeUpdate();
    if (known == 0) {
      NodeRow row = new NodeRow(node, until);
      em.persist(row);
      return row.epoch();
    }
    return em.createQuery("SELECT n.epoch FROM NodeRow n WHERE n.name = :node", Long.class)
        .setParameter("node", node)
        .getSingleResult();
  }

  @Override
  public boolean isHeld() {
    return clock.instant().isBefore(heldUntil);
  }

  @Override
  public Renewal renew() throws IOException {
    Instant now = clock.instant();
    // A clock that was set back must not keep it from being renewed.
    boolean isFresh =
        !now.isBefore(renewedAt) && now.isBefore(renewedAt.plus(length.dividedBy(RENEWALS)));
    if (isFresh) {
      return Renewal.NOT_DUE;
    }
    int renewed =
        transactions.call(
            em ->
                mine(em.createQuery("UPDATE NodeRow n SET n.leaseUntil = :until" + MINE))
                    .setParameter("until", until(em))
                    .executeUpdate());
    if (renewed == 0) {
      heldUntil = Instant.MIN;
      return Renewal.LOST;
    }
    held(now);
    return Renewal.RENEWED;
  }

  private void held(Instant since) {
    if (!since.isBefore(heldUntil)) {
      unbrokenSince = since;
    }
    renewedAt = since;
    heldUntil = since.plus(length);
  }

  /**
   * Not while this node has had its own lease for less than its length: where the database was away
   * from all, or all start at once, the others need as long to show that they live.
   */
  @Override
  public List<TakenOver> takeOver() throws IOException {
    List<TakenOver> taken = new ArrayList<>();
    if (!clock.instant().isBefore(unbrokenSince.plus(length))) {
      for (NodeRow dead : transactions.call(this::abandoned)) {
        transactions.call(em -> takeOver(em, dead)).ifPresent(taken::add);
      }
    }
    return taken;
  }

  private List<NodeRow> abandoned(EntityManager em) {
    return em.createQuery(
            "SELECT n FROM NodeRow n WHERE n.name <> :node AND n.leaseUntil < :now AND EXISTS"
                + " (SELECT m.queueId FROM MessageRow m WHERE m.homeNode = n.name) ORDER BY n.name",
            NodeRow.class)
        .setParameter("node", node)
        .setParameter("now", DatabaseTime.now(em).toEpochMilli())
        .getResultList();
  }

  private Optional<TakenOver> takeOver(EntityManager em, NodeRow dead) {
    int won =
        em.createQuery(
                "UPDATE NodeRow n SET n.epoch = n.epoch + 1"
                    + " WHERE n.name = :name AND n.epoch = :epoch AND n.leaseUntil < :now")
            .setParameter("name", dead.name())
            .setParameter("epoch", dead.epoch())
            .setParameter("now", DatabaseTime.now(em).toEpochMilli())
            .executeUpdate();
    if (won == 0) {
      return Optional.empty(); // another node was first, or it has come back
    }
    int messages =
        pass(
                em.createQuery("UPDATE MessageRow r SET r.homeNode = :to WHERE r.homeNode = :from"),
                dead)
            .executeUpdate();
    pass(
            em.createQuery(
                "UPDATE RetryRow r SET r.homeNode = :to"
                    + " WHERE r.homeNode = :from AND r.anyNode = TRUE"),
            dead)
        .executeUpdate();
    em.createQuery("UPDATE RetryRow r SET r.owner = '' WHERE r.owner = :from AND r.anyNode = TRUE")
        .setParameter("from", dead.name())
        .executeUpdate();
    // What was still arriving there: to be discarded at this node's next start.
    em.createNativeQuery("UPDATE unowned_content SET node = ?1 WHERE node = ?2")
        .setParameter(1, node)
        .setParameter(2, dead.name())
        .executeUpdate();
    return Optional.of(new TakenOver(dead.name(), messages));
  }

  private Query pass(Query query, NodeRow from) {
    return query.setParameter("to", node).setParameter("from", from.name());
  }

  @Override
  public void release() throws IOException {
    heldUntil = Instant.MIN;
    transactions.call(
        em -> mine(em.createQuery("UPDATE NodeRow n SET n.leaseUntil = 0" + MINE)).executeUpdate());
  }

  private long until(EntityManager em) {
    return DatabaseTime.now(em).plus(length).toEpochMilli();
  }

  private Query mine(Query query) {
    return query.setParameter("node", node).setParameter("epoch", epoch);
  }
}
