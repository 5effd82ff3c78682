package org.chukei.queue;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chukei.config.HostPort;
import org.chukei.connector.api.QueueId;
import org.chukei.database.Conditions;
import org.chukei.database.Transactions;

/**
 * The rows of recipients that wait, as an operator finds and changes them; {@link RetryQueue} is
 * how delivery does. Safe for many threads. Each method is one short transaction, and reads no more
 * rows than it returns.
 */
final class OperatorRows {

  private final Transactions transactions;
  private final String node;
  private final boolean anyNode;

  /**
   * @param anyNode other nodes read our messages too, and may take over
   */
  OperatorRows(Transactions transactions, String node, boolean anyNode) {
    this.transactions = transactions;
    this.node = node;
    this.anyNode = anyNode;
  }

  /**
   * Messages with a row that may be meant, oldest first.
   *
   * @param limit about so many; one with many recipients more or less
   */
  List<QueueId> messages(QueueFilter filter, Pauses pauses, Optional<QueueId> after, int limit)
      throws IOException {
    Optional<Conditions> choice = RowChoice.of(filter, pauses, node);
    if (choice.isEmpty()) {
      return List.of();
    }
    List<QueueId> messages = new ArrayList<>();
    String last = after.map(QueueId::text).orElse("");
    List<String> rows;
    do {
      rows = rows(choice.get(), last, limit);
      rows.stream().distinct().map(QueueId::new).forEach(messages::add);
      last = rows.isEmpty() ? last : rows.get(rows.size() - 1);
    } while (rows.size() == limit && messages.size() < limit);
    return messages;
  }

  /** The messages of the first rows; one with many recipients stands there as often. */
  private List<String> rows(Conditions choice, String after, int limit) throws IOException {
    return transactions.call(
        em ->
            choice
                .applyTo(
                    em.createQuery(
                        "SELECT r.queueId FROM RetryRow r"
                            + choice.where()
                            + " AND r.queueId > :after ORDER BY r.queueId, r.place",
                        String.class))
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList());
  }

  /** How many recipients have a row that nobody works on. */
  long recipients(boolean held) throws IOException {
    return transactions.call(
        em ->
            em.createQuery(
                    "SELECT COUNT(r) FROM RetryRow r"
                        + " WHERE r.homeNode = :node AND r.held = :held AND r.owner = ''",
                    Long.class)
                .setParameter("node", node)
                .setParameter("held", held)
                .getSingleResult());
  }

  Map<Place, RetryRow> rows(Collection<QueueId> messages) throws IOException {
    if (messages.isEmpty()) {
      return Map.of();
    }
    List<String> ids = messages.stream().map(QueueId::text).toList();
    return transactions
        .call(
            em ->
                em.createQuery("SELECT r FROM RetryRow r WHERE r.queueId IN :ids", RetryRow.class)
                    .setParameter("ids", ids)
                    .getResultList())
        .stream()
        .collect(Collectors.toMap(RetryRow::place, Function.identity()));
  }

  /** Holds recipients; those that were fresh get a row. */
  void hold(Collection<Addressee> addressees, Instant now) throws IOException {
    change(
        "r.held = TRUE",
        addressees,
        query -> query,
        addressee -> new RetryRow(addressee, node, anyNode, now).held());
  }

  /** Sends recipients another way, now; those that were fresh get a row. */
  void reroute(Collection<Addressee> addressees, HostPort route, Instant now) throws IOException {
    change(
        "r.route = :route, r.destination = :route, r.nextAttempt = :now",
        addressees,
        query ->
            query.setParameter("route", route.toString()).setParameter("now", now.toEpochMilli()),
        addressee -> new RetryRow(addressee, node, anyNode, now).routed(route));
  }

  /**
   * Ends a hold, and makes them due.
   *
   * @return those that were held
   */
  Set<Place> release(Collection<Addressee> addressees, Instant now) throws IOException {
    return update("r.held = FALSE, r.nextAttempt = :now", " AND r.held = TRUE", addressees, now);
  }

  /**
   * Makes what waits due, except what is held.
   *
   * @return what is due now
   */
  Set<Place> hurry(Collection<Addressee> addressees, Instant now) throws IOException {
    return update("r.nextAttempt = :now", " AND r.held = FALSE AND r.owner = ''", addressees, now);
  }

  private Set<Place> update(
      String what, String condition, Collection<Addressee> addressees, Instant now)
      throws IOException {
    return transactions.call(
        em -> {
          Set<Place> updated = new HashSet<>();
          for (Addressee addressee : addressees) {
            int rows =
                at(em, what, condition, addressee)
                    .setParameter("now", now.toEpochMilli())
                    .executeUpdate();
            if (rows > 0) {
              updated.add(addressee.place());
            }
          }
          return updated;
        });
  }

  private void change(
      String what,
      Collection<Addressee> addressees,
      Function<Query, Query> parameters,
      Function<Addressee, RetryRow> fresh)
      throws IOException {
    transactions.call(
        em -> {
          for (Addressee addressee : addressees) {
            if (parameters.apply(at(em, what, "", addressee)).executeUpdate() == 0) {
              em.persist(fresh.apply(addressee));
            }
          }
          return null;
        });
  }

  private static Query at(EntityManager em, String what, String condition, Addressee addressee) {
    return em.createQuery(
            "UPDATE RetryRow r SET "
                + what
                + " WHERE r.queueId = :id AND r.place = :place"
                + condition)
        .setParameter("id", addressee.place().queueId().text())
        .setParameter("place", addressee.place().position());
  }
}
