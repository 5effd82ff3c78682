package org.chukei.decision;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.chukei.connector.api.DecisionId;
import org.chukei.database.Conditions;
import org.chukei.database.Purge;
import org.chukei.database.Transactions;
import org.chukei.policy.Decision;

/** The recorded decisions of all nodes, in the database. Safe for many threads. */
final class DecisionTable {

  private final Transactions transactions;
  private final String node;

  DecisionTable(Transactions transactions, String node) {
    this.transactions = transactions;
    this.node = node;
  }

  void add(List<Decision> decisions) throws IOException {
    transactions.call(
        em -> {
          decisions.forEach(decision -> em.persist(DecisionRow.of(decision, node)));
          return decisions.size();
        });
  }

  Optional<Decision> find(DecisionId id) throws IOException {
    return transactions.call(
        em ->
            Optional.ofNullable(em.find(DecisionRow.class, id.text())).map(DecisionRow::decision));
  }

  /** The newest first. */
  List<Decision> find(DecisionFilter filter, int most) throws IOException {
    return transactions.call(
        em ->
            query(em, filter).setMaxResults(most).getResultList().stream()
                .map(DecisionRow::decision)
                .toList());
  }

  private static TypedQuery<DecisionRow> query(EntityManager em, DecisionFilter filter) {
    Conditions conditions = new Conditions("d");
    filter
        .clients()
        .ifPresent(
            network ->
                conditions.add(
                    "d.client BETWEEN :first AND :last",
                    Map.of(
                        "first", DecisionRow.key(network.first()),
                        "last", DecisionRow.key(network.last()))));
    conditions.equal("sender", filter.sender());
    conditions.equal("recipient", filter.recipient());
    conditions.equal("account", filter.account());
    conditions.equal("verdict", filter.verdict());
    conditions.within("decidedAt", filter.from(), filter.until());
    return conditions.applyTo(
        em.createQuery(
            "SELECT d FROM DecisionRow d"
                + conditions.where()
                + " ORDER BY d.decidedAt DESC, d.id DESC",
            DecisionRow.class));
  }

  /** Every decision since, the oldest first, read by pieces. */
  void each(Instant from, Consumer<Decision> work) throws IOException {
    long at = from.toEpochMilli();
    String id = "";
    List<DecisionRow> piece;
    do {
      piece = piece(at, id);
      piece.stream().map(DecisionRow::decision).forEach(work);
      if (!piece.isEmpty()) {
        DecisionRow last = piece.get(piece.size() - 1);
        at = last.decidedAt();
        id = last.id();
      }
    } while (piece.size() == Purge.PIECE);
  }

  private List<DecisionRow> piece(long at, String afterId) throws IOException {
    return transactions.call(
        em ->
            em.createQuery(
                    "SELECT d FROM DecisionRow d WHERE d.decidedAt > :at"
                        + " OR (d.decidedAt = :at AND d.id > :id) ORDER BY d.decidedAt, d.id",
                    DecisionRow.class)
                .setParameter("at", at)
                .setParameter("id", afterId)
                .setMaxResults(Purge.PIECE)
                .getResultList());
  }

  long count() throws IOException {
    return transactions.call(
        em -> em.createQuery("SELECT COUNT(d) FROM DecisionRow d", Long.class).getSingleResult());
  }

  /** Deletes what is older, and of the oldest what there is too much of. */
  void purge(Instant oldest, long most) throws IOException {
    Purge.run(
        Purge.rows(transactions, "DecisionRow", "decidedAt"),
        oldest.toEpochMilli(),
        () -> count() - most);
  }
}
