package org.chukei.policy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One saved version of the permit list or the connection list. Never changed, never removed. */
@Entity
@Table(name = "network_list")
class NetworkListRow {

  @Id private long version;
  private String kind;
  private String text;
  private String author;

  @Column(name = "acknowledged_by")
  private String acknowledgedBy;

  @Column(name = "saved_at")
  private long savedAt;

  protected NetworkListRow() {}

  NetworkListRow(long version, ListKind kind, String text, String author, Instant savedAt) {
    this.version = version;
    this.kind = kind.name();
    this.text = text;
    this.author = author;
    this.savedAt = savedAt.toEpochMilli();
  }

  void acknowledgedBy(Optional<String> name) {
    acknowledgedBy = name.orElse(null);
  }

  /** The version in force of one list; a server starts with an empty one. */
  static <E> ListVersion<E> current(
      EntityManager em, ListKind kind, Function<String, List<E>> grammar) {
    return em.createQuery(
            "SELECT l FROM NetworkListRow l WHERE l.kind = :kind ORDER BY l.version DESC",
            NetworkListRow.class)
        .setParameter("kind", kind.name())
        .setMaxResults(1)
        .getResultStream()
        .findFirst()
        .map(row -> row.version(grammar))
        .orElseGet(() -> new ListVersion<>("", 0, "", Optional.empty(), Instant.EPOCH, List.of()));
  }

  private <E> ListVersion<E> version(Function<String, List<E>> grammar) {
    return new ListVersion<>(
        text,
        version,
        author,
        Optional.ofNullable(acknowledgedBy),
        Instant.ofEpochMilli(savedAt),
        grammar.apply(text));
  }
}
