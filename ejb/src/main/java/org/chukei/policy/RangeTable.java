package org.chukei.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;

/**
 * Finds the first of a list of networks that contains an address. The networks are cut into sorted
 * disjoint ranges once; a look-up is a binary search without allocation. IPv4 and IPv6 are kept
 * apart, because no IPv6 network, not even {@code ::/0}, contains an IPv4 address.
 */
final class RangeTable {

  /** No network contains the address. */
  static final int NONE = -1;

  private final Family ipv4;
  private final Family ipv6;

  private RangeTable(Family ipv4, Family ipv6) {
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  /**
   * @param networks in order of precedence
   */
  static RangeTable firstMatch(List<Network> networks) {
    return new RangeTable(Family.of(networks, true), Family.of(networks, false));
  }

  /** The index of the first network that contains the address, or {@link #NONE}. */
  int find(IpAddress address) {
    return (address.isIpv4() ? ipv4 : ipv6).find(address);
  }

  /** The ranges of one family in ascending order, each with the index of its network. */
  void forEach(boolean family4, RangeAction action) {
    Family family = family4 ? ipv4 : ipv6;
    for (int i = 0; i < family.index.length; i++) {
      if (family.index[i] != NONE) {
        action.range(family.start(i), family.end(i), family.index[i]);
      }
    }
  }

  /** What to do with a range. */
  interface RangeAction {
    void range(IpAddress first, IpAddress last, int index);
  }

  /** Where ranges begin; each reaches to the next one's beginning. */
  private record Family(long[] high, long[] low, int[] index) {

    static Family of(List<Network> networks, boolean family4) {
      List<Edge> edges = new ArrayList<>();
      for (int i = 0; i < networks.size(); i++) {
        Network network = networks.get(i);
        if (network.isIpv4() == family4) {
          edges.add(new Edge(network.first(), true, i));
          IpAddress next = next(network.last());
          if (next.high() != 0 || next.low() != 0) { // else it reaches to the very end
            edges.add(new Edge(next, false, i));
          }
        }
      }
      Collections.sort(edges);
      long[] high = new long[edges.size()];
      long[] low = new long[edges.size()];
      int[] index = new int[edges.size()];
      int count = 0;
      TreeSet<Integer> open = new TreeSet<>();
      for (int i = 0; i < edges.size(); i++) {
        Edge edge = edges.get(i);
        if (edge.opens()) {
          open.add(edge.index());
        } else {
          open.remove(edge.index());
        }
        boolean lastHere = i + 1 == edges.size() || !edges.get(i + 1).at().equals(edge.at());
        int first = open.isEmpty() ? NONE : open.first();
        if (lastHere && (count == 0 || index[count - 1] != first)) {
          high[count] = edge.at().high();
          low[count] = edge.at().low();
          index[count++] = first;
        }
      }
      return new Family(
          Arrays.copyOf(high, count), Arrays.copyOf(low, count), Arrays.copyOf(index, count));
    }

    int find(IpAddress address) {
      int from = 0;
      int to = index.length; // the answer is the last range that begins at or before the address
      while (from < to) {
        int middle = (from + to) >>> 1;
        if (beginsAfter(middle, address)) {
          to = middle;
        } else {
          from = middle + 1;
        }
      }
      return from == 0 ? NONE : index[from - 1];
    }

    private boolean beginsAfter(int i, IpAddress address) {
      int byHigh = Long.compareUnsigned(high[i], address.high());
      return byHigh != 0 ? byHigh > 0 : Long.compareUnsigned(low[i], address.low()) > 0;
    }

    IpAddress start(int i) {
      return new IpAddress(high[i], low[i]);
    }

    IpAddress end(int i) {
      if (i + 1 == index.length) {
        return new IpAddress(-1, -1);
      }
      IpAddress next = start(i + 1);
      return new IpAddress(next.low() == 0 ? next.high() - 1 : next.high(), next.low() - 1);
    }

    private static IpAddress next(IpAddress address) {
      long low = address.low() + 1;
      return new IpAddress(low == 0 ? address.high() + 1 : address.high(), low);
    }
  }

  private record Edge(IpAddress at, boolean opens, int index) implements Comparable<Edge> {
    @Override
    public int compareTo(Edge other) {
      return at.compareTo(other.at);
    }
  }
}
