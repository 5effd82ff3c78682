package org.chukei.account;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Rows of a table that have a text in them, a page at a time.
 *
 * @param order what they are sorted by, in JPQL, of {@code r}; an index has it
 * @param columns what the text is looked for in, likewise; in lower case
 */
public record RowSearch<R>(Class<R> type, String order, List<String> columns) {

  public RowSearch {
    columns = List.copyOf(columns);
  }

  /** In a table whose only key is what is looked at. */
  static <R> RowSearch<R> byKey(Class<R> type, String key) {
    return new RowSearch<>(type, "r." + key, List.of("r." + key));
  }

  /**
   * @param contained in whatever case; empty: all rows
   * @param first so many before are left out
   */
  public List<R> page(EntityManager em, String contained, int first, int most) {
    return query(em, "r", contained, " ORDER BY " + order, type)
        .setFirstResult(first)
        .setMaxResults(most)
        .getResultList();
  }

  /** How many {@link #page} has in all. */
  public long count(EntityManager em, String contained) {
    return query(em, "COUNT(r)", contained, "", Long.class).getSingleResult();
  }

  private <T> TypedQuery<T> query(
      EntityManager em, String what, String contained, String order, Class<T> result) {
    String text = contained.strip().toLowerCase(Locale.ROOT);
    String rows = "SELECT " + what + " FROM " + type.getSimpleName() + " r";
    if (text.isEmpty()) {
      return em.createQuery(rows + order, result);
    }
    String where =
        columns.stream()
            .map(column -> column + " LIKE :text ESCAPE '!'")
            .collect(Collectors.joining(" OR ", " WHERE ", ""));
    return em.createQuery(rows + where + order, result)
        .setParameter("text", "%" + literally(text) + "%");
  }

  /** For a LIKE that has {@code ESCAPE '!'}. */
  static String literally(String text) {
    return text.replaceAll("([!_%])", "!$1");
  }
}
