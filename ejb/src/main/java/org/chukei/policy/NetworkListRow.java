package org.chukei.policy;

import static org.chukei.policy.SavedVersion.FIRST;

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
  private String reason;

  @Column(name = "acknowledged_by")
  private String acknowledgedBy;

  @Column(name = "saved_at")
  private long savedAt;

  protected NetworkListRow() {}

  NetworkListRow(long version, ListKind kind, String text, ChangedBy by, Instant savedAt) {
    this.version = version;
    this.kind = kind.name();
    this.text = text;
    this.author = by.author();
    this.reason = by.reason();
    this.acknowledgedBy = by.acknowledgedBy().orElse(null);
    this.savedAt = savedAt.toEpochMilli();
  }

  /** The version in force of one list; a server starts with an empty one. */
  static <E> ListVersion<E> current(
      EntityManager em, ListKind kind, Function<String, List<E>> grammar) {
    SavedVersion saved = newest(em, kind, Long.MAX_VALUE, 1).stream().findFirst().orElse(FIRST);
    return new ListVersion<>(
        saved.text(),
        saved.version(),
        saved.author(),
        saved.reason(),
        saved.acknowledgedBy(),
        saved.savedAt(),
        grammar.apply(saved.text()));
  }

  /**
   * The last versions of one list, newest first; the empty one that a server starts with is not
   * among them.
   *
   * @param upTo no version above this one
   */
  static List<SavedVersion> newest(EntityManager em, ListKind kind, long upTo, int most) {
    return newest(em, kind, upTo, 0, most);
  }

  /**
   * @param skipped so many of them are left out first
   */
  static List<SavedVersion> newest(
      EntityManager em, ListKind kind, long upTo, int skipped, int most) {
    return em.createQuery(
            "SELECT l FROM NetworkListRow l WHERE l.kind = :kind AND l.version <= :upTo"
                + " ORDER BY l.version DESC",
            NetworkListRow.class)
        .setParameter("kind", kind.name())
        .setParameter("upTo", upTo)
        .setFirstResult(skipped)
        .setMaxResults(most)
        .getResultStream()
        .map(NetworkListRow::saved)
        .toList();
  }

  /** How many versions of one list there are; the empty one that a server starts with is none. */
  static long count(EntityManager em, ListKind kind) {
    return em.createQuery("SELECT COUNT(l) FROM NetworkListRow l WHERE l.kind = :kind", Long.class)
        .setParameter("kind", kind.name())
        .getSingleResult();
  }

  /** The number of the version in force; 0 for the empty list that a server starts with. */
  static long newest(EntityManager em, ListKind kind) {
    return Optional.ofNullable(
            em.createQuery(
                    "SELECT MAX(l.version) FROM NetworkListRow l WHERE l.kind = :kind", Long.class)
                .setParameter("kind", kind.name())
                .getSingleResult())
        .orElse(0L);
  }

  /** What stood on a list at that time. */
  static String textAt(EntityManager em, ListKind kind, Instant time) {
    return em.createQuery(
            "SELECT l.text FROM NetworkListRow l WHERE l.kind = :kind AND l.savedAt <= :time"
                + " ORDER BY l.version DESC",
            String.class)
        .setParameter("kind", kind.name())
        .setParameter("time", time.toEpochMilli())
        .setMaxResults(1)
        .getResultStream()
        .findFirst()
        .orElse("");
  }

  private SavedVersion saved() {
    return new SavedVersion(
        version,
        author,
        Instant.ofEpochMilli(savedAt),
        Optional.ofNullable(reason).orElse(""),
        Optional.ofNullable(acknowledgedBy),
        text);
  }
}
