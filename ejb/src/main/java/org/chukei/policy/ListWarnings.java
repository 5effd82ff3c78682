package org.chukei.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chukei.network.AddressRanges;
import org.chukei.network.Network;
import org.chukei.policy.ListWarning.Kind;

/** What is worth a word about a list that may be saved all the same. */
final class ListWarnings {

  private ListWarnings() {}

  /** About the permit list, beside this connection list. */
  static List<ListWarning> ofPermits(
      List<PermitEntry> permits, List<ConnectionEntry> connections, PermitLife life) {
    AddressRanges unconditional =
        new ConnectionTable(connections).standing(ConnectionAction.UNCONDITIONAL);
    PermitOverlaps overlaps = new PermitOverlaps(permits);
    List<ListWarning> warnings = new ArrayList<>();
    for (PermitEntry permit : permits) {
      Optional<PermitEntry> same = overlaps.earlierLike(permit);
      Optional<PermitEntry> wider = overlaps.covering(permit);
      if (same.isPresent()) {
        warnings.add(of(Kind.DUPLICATE, permit, "stands on line " + same.get().line()));
      } else if (wider.isPresent()) {
        warnings.add(of(Kind.WITHIN_ANOTHER, permit, "adds nothing to line " + named(wider.get())));
      }
      if (same.isEmpty() && !unconditional.contains(permit.network())) {
        warnings.add(
            of(
                Kind.PERMITTED_NOT_UNCONDITIONAL,
                permit,
                "is not wholly UNCONDITIONAL on the connection list, and relays only where it is"));
      }
      life.warning(permit).ifPresent(warnings::add);
    }
    return warnings;
  }

  /** About the connection list, beside this permit list. */
  static List<ListWarning> ofConnections(
      List<ConnectionEntry> connections, List<PermitEntry> permits) {
    AddressRanges permitted = AddressRanges.of(permits.stream().map(PermitEntry::network).toList());
    Set<ConnectionEntry> reached = new ConnectionTable(connections).reached();
    List<ListWarning> warnings = new ArrayList<>();
    Map<Network, ConnectionEntry> seen = new HashMap<>();
    for (ConnectionEntry entry : connections) {
      if (!reached.contains(entry)) {
        warnings.add(unreached(entry, enclosing(entry.network(), seen)));
      } else if (entry.action() == ConnectionAction.UNCONDITIONAL
          && !permitted.contains(entry.network())) {
        warnings.add(
            of(
                Kind.UNCONDITIONAL_NOT_PERMITTED,
                entry,
                "is not wholly on the permit list, and relays only where it is"));
      }
      seen.putIfAbsent(entry.network(), entry);
    }
    return warnings;
  }

  private static ListWarning unreached(ConnectionEntry entry, Optional<ConnectionEntry> earlier) {
    if (earlier.isEmpty()) {
      return of(Kind.NEVER_REACHED, entry, "is never reached: lines before it match first");
    }
    return earlier.get().text().equals(entry.text())
        ? of(Kind.DUPLICATE, entry, "stands on line " + earlier.get().line())
        : of(
            Kind.NEVER_REACHED,
            entry,
            "is never reached: line " + named(earlier.get()) + " matches first");
  }

  /** An earlier entry with this network or one around it. */
  private static Optional<ConnectionEntry> enclosing(
      Network network, Map<Network, ConnectionEntry> seen) {
    return network.enclosing().filter(seen::containsKey).map(seen::get).findFirst();
  }

  private static String named(PermitEntry entry) {
    return entry.line() + " (" + entry.text() + ")";
  }

  private static String named(ConnectionEntry entry) {
    return entry.line() + " (" + entry.text() + ")";
  }

  static ListWarning of(Kind kind, PermitEntry entry, String text) {
    return new ListWarning(kind, entry.line(), entry.text(), entry.text() + " " + text);
  }

  private static ListWarning of(Kind kind, ConnectionEntry entry, String text) {
    return new ListWarning(kind, entry.line(), entry.text(), entry.text() + " " + text);
  }
}
