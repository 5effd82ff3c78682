package org.chukei.history;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.QueueId;
import org.chukei.database.Conditions;
import org.chukei.database.Purge;
import org.chukei.database.Transactions;

/** The recorded lives of the messages of all nodes, in the database. Safe for many threads. */
final class LifeTable {

  /** Deleted in one transaction: each takes two statements. */
  private static final int MESSAGES = 200;

  private final Transactions transactions;
  private final Clock clock;

  LifeTable(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  void add(List<Chapter> chapters) throws IOException {
    Instant now = clock.instant();
    transactions.call(
        em -> {
          for (Chapter chapter : chapters) {
            chapter
                .beginning()
                .ifPresent(b -> LifeRow.of(chapter.queueId(), b).forEach(em::persist));
            LifeJson.write(chapter.events())
                .forEach(list -> em.persist(ChapterRow.of(chapter.queueId(), now, list)));
          }
          return chapters.size();
        });
  }

  /** What was recorded of each of these messages. */
  Map<QueueId, List<LifeEvent>> events(Collection<QueueId> queueIds) throws IOException {
    if (queueIds.isEmpty()) {
      return Map.of();
    }
    return transactions.call(
        em -> {
          Map<QueueId, List<LifeEvent>> events = new LinkedHashMap<>();
          em.createQuery("SELECT c FROM ChapterRow c WHERE c.queueId IN :ids", ChapterRow.class)
              .setParameter("ids", queueIds.stream().map(QueueId::text).toList())
              .getResultList()
              .forEach(
                  row ->
                      events
                          .computeIfAbsent(row.queueId(), id -> new ArrayList<>())
                          .addAll(row.events()));
          return events;
        });
  }

  /** The newest first. */
  List<QueueId> find(LifeFilter filter, int most) throws IOException {
    return transactions.call(
        em ->
            query(em, filter).setMaxResults(most).getResultList().stream()
                .map(QueueId::new)
                .distinct()
                .toList());
  }

  /**
   * Sorted by the columns of the index that fits, so that the newest are found without sorting all:
   * where a recipient, a decision or a Message-ID is asked for, there are few rows, else a
   * message's first stands for it.
   */
  private static TypedQuery<String> query(EntityManager em, LifeFilter filter) {
    Map<String, Optional<?>> given = new LinkedHashMap<>();
    given.put("decision", filter.decision().map(DecisionId::text));
    given.put("recipient", filter.recipient());
    given.put("messageId", filter.messageId());
    boolean isFewRows = given.values().stream().anyMatch(Optional::isPresent);
    given.put("sender", filter.sender());
    given.put("first", isFewRows ? Optional.empty() : Optional.of(true));
    given.put("queueId", filter.queueId().map(QueueId::text));
    Conditions conditions = new Conditions("l");
    List<String> order = new ArrayList<>();
    given.forEach(
        (column, value) -> {
          conditions.equal(column, value);
          if (value.isPresent() && (order.isEmpty() || column.equals("first"))) {
            order.add("l." + column + " DESC, ");
          }
        });
    conditions.within("begunAt", filter.from(), filter.until());
    return conditions.applyTo(
        em.createQuery(
            "SELECT l.queueId FROM LifeRow l"
                + conditions.where()
                + " ORDER BY "
                + String.join("", order)
                + "l.begunAt DESC",
            String.class));
  }

  /** Recipients of recorded messages. */
  long count() throws IOException {
    return transactions.call(
        em -> em.createQuery("SELECT COUNT(l) FROM LifeRow l", Long.class).getSingleResult());
  }

  /**
   * Deletes the messages that began before, and of the oldest what there is too much of; and what
   * was written down before of messages whose beginning is not recorded.
   */
  void purge(Instant oldest, long most) throws IOException {
    Purge.run(this::purgeLives, oldest.toEpochMilli(), () -> count() - most);
    Purge.run(Purge.rows(transactions, "ChapterRow", "writtenAt"), oldest.toEpochMilli(), () -> 0);
  }

  /** Whole messages, the oldest ones, until so many rows are gone. */
  private int purgeLives(long before, int most) throws IOException {
    return transactions.call(
        em -> {
          List<String> queueIds =
              em.createQuery(
                      "SELECT l.queueId FROM LifeRow l WHERE l.first = TRUE AND l.begunAt < :before"
                          + " ORDER BY l.first, l.begunAt",
                      String.class)
                  .setParameter("before", before)
                  .setMaxResults(Math.min(most, MESSAGES))
                  .getResultList();
          int deleted = 0;
          for (String queueId : queueIds) {
            if (deleted < most) {
              deleted += delete(em, "LifeRow", queueId);
              delete(em, "ChapterRow", queueId);
            }
          }
          return deleted;
        });
  }

  private static int delete(EntityManager em, String entity, String queueId) {
    return em.createQuery("DELETE FROM " + entity + " r WHERE r.queueId = :id")
        .setParameter("id", queueId)
        .executeUpdate();
  }
}
