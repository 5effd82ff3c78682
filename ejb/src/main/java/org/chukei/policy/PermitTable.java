package org.chukei.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;

/** The permit list, compiled: tells the most specific network that contains a client. Immutable. */
final class PermitTable {

  static final PermitTable EMPTY = new PermitTable(List.of());

  private final List<Optional<Network>> networks;
  private final RangeTable ranges;

  PermitTable(List<PermitEntry> entries) {
    // The longest prefix first: what order the operator wrote them in makes no difference.
    List<Network> longestFirst =
        entries.stream()
            .map(PermitEntry::network)
            .sorted(Comparator.comparingInt(Network::bits).reversed())
            .toList();
    networks = longestFirst.stream().map(Optional::of).toList();
    ranges = RangeTable.firstMatch(longestFirst);
  }

  /** The network by which the client is permitted. */
  Optional<Network> find(IpAddress client) {
    int index = ranges.find(client);
    return index == RangeTable.NONE ? Optional.empty() : networks.get(index);
  }
}
