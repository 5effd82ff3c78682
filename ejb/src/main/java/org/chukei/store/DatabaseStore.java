package org.chukei.store;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.chukei.connector.api.QueueId;
import org.chukei.database.Transactions;

/**
 * The store in the database, which all nodes share. Durable when the database has committed;
 * contents go in and out by pieces, never as a whole.
 */
public final class DatabaseStore implements MessageStore {

  private final Transactions transactions;
  private final Contents contents;
  private final String node;
  private volatile Optional<String> trouble = Optional.empty();

  /**
   * @param node this node's name: its messages are those it has put
   */
  public DatabaseStore(Transactions transactions, String node) {
    this.transactions = transactions;
    this.contents = new Contents(transactions, node);
    this.node = node;
  }

  @Override
  public void recover() throws IOException {
    contents.discardUnowned();
  }

  @Override
  public void put(StoredEnvelope envelope, ContentSource content) throws IOException {
    contents.writeAhead(envelope, content);
    try {
      transactions.call(
          em -> {
            insert(em, envelope, content);
            return envelope;
          });
      trouble = Optional.empty();
    } catch (IOException e) {
      trouble = Optional.of(String.valueOf(e.getMessage()));
      throw contents.discardAfter(e, envelope);
    }
  }

  private void insert(EntityManager em, StoredEnvelope envelope, ContentSource content)
      throws IOException {
    em.persist(new MessageRow(envelope, node));
    for (int place = 0; place < envelope.recipients().size(); place++) {
      em.persist(new RecipientRow(envelope.queueId(), place, envelope.recipients().get(place)));
    }
    contents.own(em, envelope, content);
  }

  @Override
  public Optional<Owed> find(QueueId queueId) throws IOException {
    return transactions.call(
        em -> {
          MessageRow message = em.find(MessageRow.class, queueId.text());
          return message == null
              ? Optional.empty()
              : owed(em, List.of(message)).stream().findFirst();
        });
  }

  @Override
  public Map<QueueId, Owed> find(Collection<QueueId> queueIds) throws IOException {
    if (queueIds.isEmpty()) {
      return Map.of();
    }
    return transactions
        .call(
            em ->
                owed(
                    em,
                    em.createQuery(
                            "SELECT m FROM MessageRow m WHERE m.queueId IN :ids", MessageRow.class)
                        .setParameter("ids", queueIds.stream().map(QueueId::text).toList())
                        .getResultList()))
        .stream()
        .collect(Collectors.toMap(owed -> owed.envelope().queueId(), owed -> owed));
  }

  @Override
  public ContentSource content(QueueId queueId) {
    return () -> contents.open(queueId);
  }

  @Override
  public Settled settle(QueueId queueId, Set<Integer> positions) throws IOException {
    Step step = transactions.call(em -> settle(em, queueId, positions));
    contents.discardAfter(step, queueId);
    return step.settled();
  }

  @Override
  public Settled settleWithNotice(
      QueueId queueId, Set<Integer> positions, StoredEnvelope notice, ContentSource content)
      throws IOException {
    if (transactions.call(em -> em.find(MessageRow.class, notice.queueId().text()) != null)) {
      return settle(queueId, positions);
    }
    contents.writeAhead(notice, content);
    Step step;
    try {
      step =
          transactions.call(
              em -> {
                Step first = settle(em, queueId, positions);
                if (first.settled().positions() > 0) {
                  insert(em, notice, content);
                }
                return first;
              });
    } catch (IOException e) {
      throw contents.discardAfter(e, notice);
    }
    if (step.settled().positions() == 0) {
      contents.discard(notice);
    }
    contents.discardAfter(step, queueId);
    return step.settled();
  }

  @Override
  public boolean warn(
      QueueId queueId, Set<Integer> positions, StoredEnvelope notice, ContentSource content)
      throws IOException {
    contents.writeAhead(notice, content);
    boolean isPut;
    try {
      isPut =
          transactions.call(
              em -> {
                if (!mark(em, queueId, positions)) {
                  return false;
                }
                insert(em, notice, content);
                return true;
              });
    } catch (IOException e) {
      throw contents.discardAfter(e, notice);
    }
    if (!isPut) {
      contents.discard(notice);
    }
    return isPut;
  }

  /**
   * @return false: nothing was changed
   */
  private static boolean mark(EntityManager em, QueueId queueId, Set<Integer> positions) {
    if (positions.isEmpty() || !lock(em, queueId)) {
      return false;
    }
    String where =
        " RecipientRow r%s WHERE r.queueId = :id AND r.place IN :places"
            + " AND r.settled = FALSE AND r.warned = FALSE";
    long open =
        em.createQuery("SELECT COUNT(r) FROM" + where.formatted(""), Long.class)
            .setParameter("id", queueId.text())
            .setParameter("places", positions)
            .getSingleResult();
    if (open < positions.size()) {
      return false;
    }
    em.createQuery("UPDATE" + where.formatted(" SET r.warned = TRUE"))
        .setParameter("id", queueId.text())
        .setParameter("places", positions)
        .executeUpdate();
    return true;
  }

  /**
   * @param contentLeft the content is unowned now, and to be discarded
   */
  record Step(Settled settled, boolean contentLeft) {}

  private Step settle(EntityManager em, QueueId queueId, Set<Integer> positions) {
    if (positions.isEmpty() || !lock(em, queueId)) {
      return new Step(new Settled(0, false), false);
    }
    int settled =
        em.createQuery(
                "UPDATE RecipientRow r SET r.settled = TRUE"
                    + " WHERE r.queueId = :id AND r.place IN :places AND r.settled = FALSE")
            .setParameter("id", queueId.text())
            .setParameter("places", positions)
            .executeUpdate();
    long owed =
        em.createQuery(
                "SELECT COUNT(r) FROM RecipientRow r WHERE r.queueId = :id AND r.settled = FALSE",
                Long.class)
            .setParameter("id", queueId.text())
            .getSingleResult();
    boolean contentLeft = false;
    if (owed == 0) {
      contentLeft = contents.disown(em, queueId);
      delete(em, queueId);
    }
    return new Step(new Settled(settled, owed == 0), contentLeft);
  }

  /** Two settlements at once could otherwise each see the other's recipient as still owed. */
  private static boolean lock(EntityManager em, QueueId queueId) {
    return em.createQuery(
                "UPDATE MessageRow m SET m.settlements = m.settlements + 1 WHERE m.queueId = :id")
            .setParameter("id", queueId.text())
            .executeUpdate()
        > 0;
  }

  private static void delete(EntityManager em, QueueId queueId) {
    for (String row : List.of("RecipientRow", "MessageRow")) {
      em.createQuery("DELETE FROM " + row + " r WHERE r.queueId = :id")
          .setParameter("id", queueId.text())
          .executeUpdate();
    }
  }

  @Override
  public List<Owed> owed(Optional<QueueId> after, int limit) throws IOException {
    return transactions.call(
        em ->
            owed(
                em,
                em.createQuery(
                        "SELECT m FROM MessageRow m WHERE m.homeNode = :node AND m.queueId > :after"
                            + " ORDER BY m.homeNode, m.queueId",
                        MessageRow.class)
                    .setParameter("node", node)
                    .setParameter("after", after.map(QueueId::text).orElse(""))
                    .setMaxResults(limit)
                    .getResultList()));
  }

  private static List<Owed> owed(EntityManager em, List<MessageRow> messages) throws IOException {
    if (messages.isEmpty()) {
      return List.of();
    }
    Map<String, List<RecipientRow>> recipients =
        em.createQuery(
                "SELECT r FROM RecipientRow r WHERE r.queueId IN :ids ORDER BY r.queueId, r.place",
                RecipientRow.class)
            .setParameter("ids", messages.stream().map(MessageRow::queueId).toList())
            .getResultStream()
            .collect(Collectors.groupingBy(RecipientRow::queueId));
    List<Owed> owed = new ArrayList<>();
    for (MessageRow message : messages) {
      List<RecipientRow> rows = recipients.getOrDefault(message.queueId(), List.of());
      Set<Integer> places = places(rows, RecipientRow::isOwed);
      if (!places.isEmpty()) {
        owed.add(new Owed(message.envelope(rows), places, places(rows, RecipientRow::isWarned)));
      }
    }
    return owed;
  }

  private static Set<Integer> places(List<RecipientRow> rows, Predicate<RecipientRow> condition) {
    return rows.stream()
        .filter(condition)
        .map(RecipientRow::place)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public long takenBefore(Instant time) throws IOException {
    return transactions.call(
        em ->
            em.createQuery(
                    "SELECT COUNT(m) FROM MessageRow m WHERE m.homeNode = :node"
                        + " AND m.queueId < :before",
                    Long.class)
                .setParameter("node", node)
                .setParameter("before", QueueId.earliestAt(time).text())
                .getSingleResult());
  }

  @Override
  public Totals totals() throws IOException {
    return transactions.call(
        em -> {
          Object[] messages =
              em.createQuery(
                      "SELECT COUNT(m), COALESCE(SUM(m.octetCount), 0) FROM MessageRow m"
                          + " WHERE m.homeNode = :node",
                      Object[].class)
                  .setParameter("node", node)
                  .getSingleResult();
          long recipients =
              em.createQuery(
                      "SELECT COUNT(r) FROM RecipientRow r, MessageRow m"
                          + " WHERE r.queueId = m.queueId AND r.settled = FALSE"
                          + " AND m.homeNode = :node",
                      Long.class)
                  .setParameter("node", node)
                  .getSingleResult();
          return new Totals(
              ((Number) messages[0]).longValue(), recipients, ((Number) messages[1]).longValue());
        });
  }

  /** Of the last put. */
  @Override
  public Optional<String> trouble() {
    return trouble;
  }

  @Override
  public void tryAgain() {
    if (trouble.isPresent()) {
      try {
        totals();
        trouble = Optional.empty();
      } catch (IOException e) {
        trouble = Optional.of(String.valueOf(e.getMessage()));
      }
    }
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public void close() {
    // Each call has left the database as it should be.
  }
}
