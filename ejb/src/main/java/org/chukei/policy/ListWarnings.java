package org.chukei.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.network.AddressRanges;
import org.chukei.network.Network;
import org.chukei.policy.ListWarning.Kind;

/** What is worth a word about a list that may be saved all the same. */
final class ListWarnings {

  private ListWarnings() {}

  /** About the permit list, beside this connection list. */
  static List<ListWarning> ofPermits(List<PermitEntry> permits, List<ConnectionEntry> connections) {
    AddressRanges unconditional =
        new ConnectionTable(connections).standing(ConnectionAction.UNCONDITIONAL);
    List<ListWarning> warnings = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (PermitEntry permit : permits) {
      Network network = permit.network();
      Optional<Integer> earlier =
          Optional.ofNullable(seen.putIfAbsent(permit.text(), permit.line()));
      if (earlier.isPresent()) {
        warnings.add(
            warning(
                Kind.DUPLICATE, permit.line(), permit.text(), "stands on line " + earlier.get()));
      } else if (!unconditional.contains(network)) {
        warnings.add(
            warning(
                Kind.PERMITTED_NOT_UNCONDITIONAL,
                permit.line(),
                permit.text(),
                "is not wholly UNCONDITIONAL on the connection list, and relays only where it is"));
      }
    }
    return warnings;
  }

  /** About the connection list, beside this permit list. */
  static List<ListWarning> ofConnections(
      List<ConnectionEntry> connections, List<PermitEntry> permits) {
    AddressRanges permitted = AddressRanges.of(permits.stream().map(PermitEntry::network).toList());
    List<ListWarning> warnings = new ArrayList<>();
    Map<Network, ConnectionEntry> seen = new HashMap<>();
    for (ConnectionEntry entry : connections) {
      Optional<ConnectionEntry> earlier = enclosing(entry.network(), seen);
      if (earlier.isPresent()) {
        boolean same = earlier.get().text().equals(entry.text());
        warnings.add(
            warning(
                same ? Kind.DUPLICATE : Kind.NEVER_REACHED,
                entry.line(),
                entry.text(),
                same
                    ? "stands on line " + earlier.get().line()
                    : "is never reached: line "
                        + earlier.get().line()
                        + " ("
                        + earlier.get().text()
                        + ") matches first"));
      } else if (entry.action() == ConnectionAction.UNCONDITIONAL
          && !permitted.contains(entry.network())) {
        warnings.add(
            warning(
                Kind.UNCONDITIONAL_NOT_PERMITTED,
                entry.line(),
                entry.text(),
                "is not wholly on the permit list, and relays only where it is"));
      }
      seen.putIfAbsent(entry.network(), entry);
    }
    return warnings;
  }

  /** An earlier entry with this network or one around it. */
  private static Optional<ConnectionEntry> enclosing(
      Network network, Map<Network, ConnectionEntry> seen) {
    int fewest = network.isIpv4() ? network.bits() - network.prefixLength() : 0;
    for (int bits = network.bits(); bits >= fewest; bits--) {
      Network around = new Network(network.first(), bits);
      if (seen.containsKey(around) && around.isIpv4() == network.isIpv4()) {
        return Optional.of(seen.get(around));
      }
    }
    return Optional.empty();
  }

  private static ListWarning warning(Kind kind, int line, String entry, String text) {
    return new ListWarning(kind, line, entry, entry + " " + text);
  }
}
