package org.chukei.queue;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.chukei.connector.api.QueueId;
import org.chukei.database.DatabaseTime;
import org.chukei.database.Transactions;

/**
 * The rows of recipients that wait. Timing and the last reply only: what is owed, the store knows,
 * and a row it does not know is nothing. Safe for many threads and beside other nodes.
 *
 * <p>Whoever tries a recipient that has a row claims the row first, by a conditional UPDATE that
 * one of many wins. A claim is a lease, by the clock of the database; it is renewed while its work
 * is in memory, and void when it runs out. Each method is one short transaction.
 */
final class RetryQueue {

  private static final String KEY = " WHERE r.queueId = :id AND r.place = :place";
  private static final String MINE = " (r.homeNode = :node OR r.anyNode = TRUE)";

  /** Sorts behind every queue id, in whatever collation. */
  private static final String AFTER_ALL = "Z".repeat(17);

  private final Transactions transactions;
  private final String node;
  private final boolean anyNode;
  private final Duration lease;
  private final DeferralGroups groups = new DeferralGroups(this::deferTogether);

  /**
   * @param anyNode other nodes read our messages too, and may take over
   */
  RetryQueue(Transactions transactions, String node, boolean anyNode, Duration lease) {
    this.transactions = transactions;
    this.node = node;
    this.anyNode = anyNode;
    this.lease = lease;
  }

  /** Claims rows whose time has come, those that wait longest first. */
  List<Claim> claimDue(Instant now, int limit, Predicate<Place> isKnown) throws IOException {
    List<RetryRow> due =
        transactions.call(
            em ->
                em.createQuery(
                        "SELECT r FROM RetryRow r WHERE r.owner = '' AND r.held = FALSE"
                            + " AND r.nextAttempt <= :now AND"
                            + MINE
                            // As the index has it, to the letter: HSQLDB would sort all else.
                            + " ORDER BY r.owner, r.held, r.nextAttempt, r.queueId, r.place",
                        RetryRow.class)
                    .setParameter("now", now.toEpochMilli())
                    .setParameter("node", node)
                    .setMaxResults(limit)
                    .getResultList());
    List<RetryRow> wanted = due.stream().filter(row -> !isKnown.test(row.place())).toList();
    return wanted.isEmpty() ? List.of() : transactions.call(em -> claim(em, wanted));
  }

  private List<Claim> claim(EntityManager em, List<RetryRow> rows) {
    long until = DatabaseTime.now(em).plus(lease).toEpochMilli();
    List<Claim> claims = new ArrayList<>();
    for (RetryRow row : rows) {
      int won =
          at(
                  em.createQuery(
                      "UPDATE RetryRow r SET r.owner = :node, r.epoch = r.epoch + 1,"
                          + " r.leaseUntil = :until"
                          + KEY
                          + " AND r.owner = '' AND r.held = FALSE AND r.epoch = :epoch"),
                  row.place())
              .setParameter("node", node)
              .setParameter("until", until)
              .setParameter("epoch", row.epoch())
              .executeUpdate();
      if (won == 1) {
        claims.add(new Claim(row.place(), row.attempts(), row.epoch() + 1, row.route()));
      }
    }
    return claims;
  }

  /**
   * Writes down that recipients wait, and ends their claims. A claim that was lost meanwhile
   * changes nothing; a row that is held stays held. What others write down at the same time goes
   * with it.
   */
  void defer(Collection<Deferral> deferrals) throws IOException {
    if (!deferrals.isEmpty()) {
      groups.write(deferrals);
    }
  }

  private void deferTogether(List<Deferral> deferrals) throws IOException {
    transactions.call(
        em -> {
          deferrals.forEach(deferral -> defer(em, deferral));
          return null;
        });
  }

  private void defer(EntityManager em, Deferral deferral) {
    boolean isClaimed = deferral.epoch() != Work.Standing.UNCLAIMED;
    Query update =
        at(
            em.createQuery(
                "UPDATE RetryRow r SET r.attempts = :attempts, r.nextAttempt = :next,"
                    + " r.status = :status, r.statusText = :text, r.relay = :relay,"
                    // An operator may have sent it elsewhere while this was tried.
                    + " r.destination = CASE WHEN r.route = '' THEN :destination ELSE r.route END,"
                    + " r.owner = ''"
                    + KEY
                    + " AND r.owner = :owner"
                    + (isClaimed ? " AND r.epoch = :epoch" : "")),
            deferral.place());
    update
        .setParameter("attempts", deferral.attempts())
        .setParameter("next", deferral.nextAttempt().toEpochMilli())
        .setParameter("status", deferral.status())
        .setParameter("text", deferral.text())
        .setParameter("relay", deferral.relay())
        .setParameter(
            "destination",
            RetryRow.cut(deferral.addressee().destination(), RetryRow.DESTINATION_LENGTH))
        .setParameter("owner", isClaimed ? node : "");
    if (isClaimed) {
      update.setParameter("epoch", deferral.epoch());
    }
    // A fresh recipient has a row where an operator held it while it was tried.
    if (update.executeUpdate() == 0 && !isClaimed) {
      em.persist(
          new RetryRow(deferral.addressee(), node, anyNode, deferral.nextAttempt())
              .after(deferral));
    }
  }

  /** Gives claims back untried. */
  void giveBack(Collection<Claim> claims, Instant nextAttempt) throws IOException {
    if (claims.isEmpty()) {
      return;
    }
    transactions.call(
        em -> {
          for (Claim claim : claims) {
            at(
                    em.createQuery(
                        "UPDATE RetryRow r SET r.owner = '', r.nextAttempt = :next"
                            + KEY
                            + " AND r.owner = :node AND r.epoch = :epoch"),
                    claim.place())
                .setParameter("next", nextAttempt.toEpochMilli())
                .setParameter("node", node)
                .setParameter("epoch", claim.epoch())
                .executeUpdate();
          }
          return null;
        });
  }

  /** Nothing of this destination is due before a time, except what is held or worked on. */
  void postpone(String destination, Instant until) throws IOException {
    transactions.call(
        em ->
            em.createQuery(
                    "UPDATE RetryRow r SET r.nextAttempt = :until WHERE r.destination = :destination"
                        + " AND r.nextAttempt < :until AND r.held = FALSE AND r.owner = '' AND"
                        + MINE)
                .setParameter("until", until.toEpochMilli())
                .setParameter("destination", RetryRow.cut(destination, RetryRow.DESTINATION_LENGTH))
                .setParameter("node", node)
                .executeUpdate());
  }

  /** Makes all that waits for a destination due, except what is held. */
  void hurry(String destination, Instant now) throws IOException {
    transactions.call(
        em ->
            em.createQuery(
                    "UPDATE RetryRow r SET r.nextAttempt = :now WHERE r.destination = :destination"
                        + " AND r.held = FALSE AND r.owner = '' AND"
                        + MINE)
                .setParameter("now", now.toEpochMilli())
                .setParameter("destination", RetryRow.cut(destination, RetryRow.DESTINATION_LENGTH))
                .setParameter("node", node)
                .executeUpdate());
  }

  /** The recipients are settled. */
  void forget(Collection<Place> places) throws IOException {
    if (places.isEmpty()) {
      return;
    }
    transactions.call(
        em -> {
          for (Place place : places) {
            at(em.createQuery("DELETE FROM RetryRow r" + KEY), place).executeUpdate();
          }
          return null;
        });
  }

  /**
   * This node's rows with queue ids in a range, in their order.
   *
   * @param after exclusive; empty: from the first
   * @param last inclusive; empty: to the end
   */
  List<RetryRow> rows(Optional<QueueId> after, Optional<QueueId> last, int limit)
      throws IOException {
    return transactions.call(
        em ->
            em.createQuery(
                    "SELECT r FROM RetryRow r WHERE r.homeNode = :node AND r.queueId > :after"
                        + " AND r.queueId <= :last ORDER BY r.queueId, r.place",
                    RetryRow.class)
                .setParameter("node", node)
                .setParameter("after", after.map(QueueId::text).orElse(""))
                .setParameter("last", last.map(QueueId::text).orElse(AFTER_ALL))
                .setMaxResults(limit)
                .getResultList());
  }

  /** At start: whatever this node had claimed in a former life, it does not work on now. */
  void endOwnLeases() throws IOException {
    transactions.call(
        em ->
            em.createQuery("UPDATE RetryRow r SET r.owner = '' WHERE r.owner = :node")
                .setParameter("node", node)
                .executeUpdate());
  }

  /** Frees what a node that died had claimed. */
  void endRunOutLeases() throws IOException {
    transactions.call(
        em ->
            em.createQuery(
                    "UPDATE RetryRow r SET r.owner = '' WHERE r.owner > '' AND r.leaseUntil < :now"
                        + " AND"
                        + MINE)
                .setParameter("now", DatabaseTime.now(em).toEpochMilli())
                .setParameter("node", node)
                .executeUpdate());
  }

  void renewLeases(Collection<Claim> claims) throws IOException {
    if (claims.isEmpty()) {
      return;
    }
    transactions.call(
        em -> {
          long until = DatabaseTime.now(em).plus(lease).toEpochMilli();
          for (Claim claim : claims) {
            at(
                    em.createQuery(
                        "UPDATE RetryRow r SET r.leaseUntil = :until"
                            + KEY
                            + " AND r.owner = :node AND r.epoch = :epoch"),
                    claim.place())
                .setParameter("until", until)
                .setParameter("node", node)
                .setParameter("epoch", claim.epoch())
                .executeUpdate();
          }
          return null;
        });
  }

  private static Query at(Query query, Place place) {
    return query.setParameter("id", place.queueId().text()).setParameter("place", place.position());
  }
}
