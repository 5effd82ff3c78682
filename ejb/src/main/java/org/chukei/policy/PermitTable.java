package org.chukei.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;

/**
 * The permit list, compiled. Entries without conditions are one table, which answers alone as a
 * rule; those with conditions are another, where a client may be in several networks at a time.
 * Immutable.
 */
final class PermitTable {

  static final PermitTable EMPTY = new PermitTable(List.of());

  private final List<Optional<PermitEntry>> entries;
  private final RangeTable ranges;

  /** By the most specific network: the entries of all networks around it, and its own. */
  private final List<List<PermitEntry>> conditional;

  private final RangeTable conditionalRanges;

  PermitTable(List<PermitEntry> list) {
    // The longest prefix first: what order the operator wrote them in makes no difference.
    List<PermitEntry> longestFirst =
        list.stream()
            .sorted(Comparator.comparingInt((PermitEntry e) -> e.network().bits()).reversed())
            .toList();
    List<PermitEntry> plain = longestFirst.stream().filter(PermitEntry::isUnconditional).toList();
    entries = plain.stream().map(Optional::of).toList();
    ranges = RangeTable.firstMatch(networks(plain));
    List<PermitEntry> others =
        longestFirst.stream().filter(entry -> !entry.isUnconditional()).toList();
    conditionalRanges = RangeTable.firstMatch(networks(others));
    Map<Network, List<PermitEntry>> byNetwork =
        others.stream().collect(Collectors.groupingBy(PermitEntry::network));
    conditional =
        others.stream()
            .map(
                entry ->
                    entry
                        .network()
                        .enclosing()
                        .flatMap(network -> byNetwork.getOrDefault(network, List.of()).stream())
                        .sorted(Comparator.comparingInt(PermitTable::most).reversed())
                        .toList())
            .toList();
  }

  private static int most(PermitEntry entry) {
    return entry.hourly().orElse(Integer.MAX_VALUE);
  }

  private static List<Network> networks(List<PermitEntry> entries) {
    return entries.stream().map(PermitEntry::network).toList();
  }

  /** The most specific entry that permits the client whatever it sends. */
  Optional<PermitEntry> find(IpAddress client) {
    int index = ranges.find(client);
    return index == RangeTable.NONE ? Optional.empty() : entries.get(index);
  }

  /**
   * The entries with conditions whose network contains the client: those without a limit by the
   * hour first, then by limit, so that one more entry never permits less; of equals the most
   * specific first.
   */
  List<PermitEntry> conditional(IpAddress client) {
    int index = conditionalRanges.find(client);
    return index == RangeTable.NONE ? List.of() : conditional.get(index);
  }
}
