package org.chukei.policy.importing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.chukei.network.AddressRanges;
import org.chukei.network.AddressRanges.Range;

/** An ordered list of yes and no, of which the first that contains an address counts. */
final class FirstMatch {

  private final List<Boolean> permits = new ArrayList<>();
  private final List<Edge> ipv4 = new ArrayList<>();
  private final List<Edge> ipv6 = new ArrayList<>();

  /** Where a rule begins, or where the first address beyond it is. */
  private record Edge(BigInteger at, boolean opens, int rule) implements Comparable<Edge> {
    @Override
    public int compareTo(Edge other) {
      return at.compareTo(other.at);
    }
  }

  /** The next rule, behind all those before. */
  void add(AddressRanges addresses, boolean permit) {
    for (Range range : addresses.ranges()) {
      List<Edge> edges = range.ipv4() ? ipv4 : ipv6;
      edges.add(new Edge(range.first(), true, permits.size()));
      edges.add(new Edge(range.last().add(BigInteger.ONE), false, permits.size()));
    }
    permits.add(permit);
  }

  /** Whose first match is a yes. */
  AddressRanges permitted() {
    AddressRanges.Union union = new AddressRanges.Union();
    sweep(ipv4, true, union);
    sweep(ipv6, false, union);
    return union.merged();
  }

  private void sweep(List<Edge> edges, boolean family4, AddressRanges.Union union) {
    Collections.sort(edges);
    TreeSet<Integer> open = new TreeSet<>();
    for (int i = 0; i < edges.size(); i++) {
      Edge edge = edges.get(i);
      if (edge.opens()) {
        open.add(edge.rule());
      } else {
        open.remove(edge.rule());
      }
      boolean lastHere = i + 1 < edges.size() && edges.get(i + 1).at().compareTo(edge.at()) > 0;
      if (lastHere && !open.isEmpty() && permits.get(open.first())) {
        BigInteger end = edges.get(i + 1).at().subtract(BigInteger.ONE);
        union.add(new Range(edge.at(), end, family4));
      }
    }
  }
}
