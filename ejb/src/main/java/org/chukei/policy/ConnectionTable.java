package org.chukei.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chukei.network.AddressRanges;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;

/** The connection list, compiled: tells the first entry that contains a client. Immutable. */
final class ConnectionTable {

  static final ConnectionTable EMPTY = new ConnectionTable(List.of());

  private final List<Optional<ConnectionEntry>> entries;
  private final RangeTable ranges;

  ConnectionTable(List<ConnectionEntry> entries) {
    this.entries = entries.stream().map(Optional::of).toList();
    List<Network> networks = entries.stream().map(ConnectionEntry::network).toList();
    ranges = RangeTable.firstMatch(networks);
  }

  /** Empty where no entry matches, which is ALLOW. */
  Optional<ConnectionEntry> find(IpAddress client) {
    int index = ranges.find(client);
    return index == RangeTable.NONE ? Optional.empty() : entries.get(index);
  }

  /** The entries that any address at all meets first. */
  Set<ConnectionEntry> reached() {
    Set<ConnectionEntry> reached = new HashSet<>();
    for (boolean family4 : new boolean[] {true, false}) {
      ranges.forEach(family4, (first, last, index) -> reached.add(entries.get(index).get()));
    }
    return reached;
  }

  /** What really stands so, after the entries above have had their way. */
  AddressRanges standing(ConnectionAction action) {
    AddressRanges.Union union = new AddressRanges.Union();
    for (boolean family4 : new boolean[] {true, false}) {
      ranges.forEach(
          family4,
          (first, last, index) -> {
            if (entries.get(index).get().action() == action) {
              union.add(first, last, family4);
            }
          });
    }
    return union.merged();
  }
}
