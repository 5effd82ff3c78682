package org.chukei.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.chukei.policy.ListWarning.Kind;

/**
 * What time does to entries of the permit list: they expire, or nobody uses them any more.
 *
 * @param uses by {@link PermitKey#text}
 * @param old what stood on the list when the time began that an entry may be unused
 */
record PermitLife(Instant now, Map<String, PermitUse> uses, Set<String> old) {

  /** How long an entry may be unused before somebody should look at it. */
  static final Duration UNUSED = Duration.ofDays(90);

  private static final Duration SOON = Duration.ofDays(14);

  /** At most one: who has expired need not be used. */
  Optional<ListWarning> warning(PermitEntry entry) {
    Optional<Instant> end = entry.expiry().map(Condition.Expires::end);
    if (end.filter(at -> !now.isBefore(at)).isPresent()) {
      return Optional.of(
          ListWarnings.of(Kind.EXPIRED, entry, "has expired, and permits nothing any more"));
    }
    if (end.filter(at -> !now.plus(SOON).isBefore(at)).isPresent()) {
      return Optional.of(ListWarnings.of(Kind.EXPIRES_SOON, entry, "expires within 14 days"));
    }
    return isUnused(entry)
        ? Optional.of(ListWarnings.of(Kind.UNUSED, entry, "has not been used for 90 days"))
        : Optional.empty();
  }

  private boolean isUnused(PermitEntry entry) {
    String key = entry.key().text();
    Instant since = now.minus(UNUSED);
    return old.contains(key)
        && Optional.ofNullable(uses.get(key)).filter(use -> use.last().isAfter(since)).isEmpty();
  }

  /** The key of one line of a list that was saved long ago; none where there is no entry on it. */
  static Stream<String> key(String line) {
    try {
      return NetworkList.permits(line).stream().map(entry -> entry.key().text());
    } catch (ListRejectedException e) {
      return Stream.empty(); // an older version of ours read it otherwise
    }
  }
}
