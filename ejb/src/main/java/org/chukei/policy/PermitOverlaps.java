package org.chukei.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.chukei.network.Network;

/** Which entries of a permit list others make superfluous. */
final class PermitOverlaps {

  private final Map<Network, List<PermitEntry>> byNetwork = new HashMap<>();

  PermitOverlaps(List<PermitEntry> entries) {
    entries.forEach(
        entry -> byNetwork.computeIfAbsent(entry.network(), n -> new ArrayList<>()).add(entry));
  }

  /** An entry on an earlier line that permits the same. */
  Optional<PermitEntry> earlierLike(PermitEntry entry) {
    return byNetwork.get(entry.network()).stream()
        .filter(other -> other.line() < entry.line() && other.permitsTheSameAs(entry))
        .findFirst();
  }

  /** An entry that permits all that this one does, and more. */
  Optional<PermitEntry> covering(PermitEntry entry) {
    return around(entry)
        .filter(other -> other.covers(entry) && !other.permitsTheSameAs(entry))
        .findFirst();
  }

  /**
   * An entry that permits all that this one does, and asks less: whoever wrote the conditions
   * thinks that they keep somebody out.
   */
  Optional<PermitEntry> undoing(PermitEntry entry) {
    return around(entry).filter(other -> other.covers(entry) && asksLess(other, entry)).findFirst();
  }

  /** Whether one entry permits all that this one does, which may be of another list. */
  boolean covers(PermitEntry entry) {
    return around(entry).anyMatch(other -> other.covers(entry));
  }

  private static boolean asksLess(PermitEntry other, PermitEntry entry) {
    return !entry.conditions().stream()
        .filter(mine -> !(mine instanceof Condition.Expires))
        .allMatch(mine -> other.conditions().stream().anyMatch(mine::covers));
  }

  private Stream<PermitEntry> around(PermitEntry entry) {
    return entry
        .network()
        .enclosing()
        .flatMap(network -> byNetwork.getOrDefault(network, List.of()).stream());
  }
}
