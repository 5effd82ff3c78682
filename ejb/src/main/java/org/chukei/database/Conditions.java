package org.chukei.database;

import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What narrows a query, in JPQL, with its parameters: all of it has to hold. */
public final class Conditions {

  private final String row;
  private final List<String> all = new ArrayList<>();
  private final Map<String, Object> values = new HashMap<>();

  /**
   * @param row the query's name for it
   */
  public Conditions(String row) {
    this.row = row;
  }

  /** Narrows nothing where the value is empty. */
  public void equal(String column, Optional<?> value) {
    value.ifPresent(given -> add(row + "." + column + " = :" + column, Map.of(column, given)));
  }

  /** A column of milliseconds since 1970: from this time on, and before that. */
  public void within(String column, Optional<Instant> from, Optional<Instant> until) {
    from.ifPresent(
        time -> add(row + "." + column + " >= :from", Map.of("from", time.toEpochMilli())));
    until.ifPresent(
        time -> add(row + "." + column + " < :until", Map.of("until", time.toEpochMilli())));
  }

  /** Any other one. */
  public void add(String condition, Map<String, ?> parameters) {
    all.add(condition);
    values.putAll(parameters);
  }

  /** With the word WHERE before it; empty text where nothing is narrowed. */
  public String where() {
    return all.isEmpty() ? "" : " WHERE " + String.join(" AND ", all);
  }

  public <T> TypedQuery<T> applyTo(TypedQuery<T> query) {
    values.forEach(query::setParameter);
    return query;
  }
}
