package org.chukei.policy;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is made of the version of a list that is in force, read and made once for each version: a
 * list of 100,000 entries is not parsed because an account has changed. Safe for many threads.
 *
 * @param <T> immutable
 */
final class OncePerVersion<T> {

  private final ListKind kind;
  private final Function<EntityManager, T> reading;
  private volatile Optional<Made<T>> last = Optional.empty();

  private record Made<T>(long version, T what) {}

  OncePerVersion(ListKind kind, Function<EntityManager, T> reading) {
    this.kind = kind;
    this.reading = reading;
  }

  /** Not for a transaction that has written a version: it may be rolled back. */
  T of(EntityManager em) {
    // The version first: what is committed after it shows as a newer version at the next look.
    long newest = NetworkListRow.newest(em, kind);
    Optional<Made<T>> known = last.filter(made -> made.version() == newest);
    if (known.isPresent()) {
      return known.get().what();
    }
    T made = reading.apply(em);
    last = Optional.of(new Made<>(newest, made));
    return made;
  }
}
