package org.chukei.network;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A set of addresses as sorted ranges that neither overlap nor touch. For judging and comparing
 * lists, not for the hot path. Immutable.
 */
public final class AddressRanges {

  public static final AddressRanges EMPTY = new AddressRanges(List.of());

  /**
   * @param first lowest address
   * @param last highest address
   */
  public record Range(BigInteger first, BigInteger last, boolean ipv4) {

    static Range of(Network network) {
      return new Range(number(network.first()), number(network.last()), network.isIpv4());
    }

    public BigInteger size() {
      return last.subtract(first).add(BigInteger.ONE);
    }

    boolean overlaps(Range other) {
      return ipv4 == other.ipv4
          && first.compareTo(other.last) <= 0
          && other.first.compareTo(last) <= 0;
    }

    boolean contains(Range other) {
      return ipv4 == other.ipv4
          && first.compareTo(other.first) <= 0
          && other.last.compareTo(last) <= 0;
    }

    /** A network where it is one, else {@code first-last}. */
    public String text() {
      BigInteger size = size();
      if (size.bitCount() == 1 && first.mod(size).signum() == 0) {
        return new Network(address(first), 129 - size.bitLength()).toString();
      }
      return address(first) + "-" + address(last);
    }
  }

  private final List<Range> ranges;

  private AddressRanges(List<Range> ranges) {
    this.ranges = ranges;
  }

  public static AddressRanges of(List<Network> networks) {
    Union union = new Union();
    networks.forEach(union::add);
    return union.merged();
  }

  public List<Range> ranges() {
    return ranges;
  }

  /** How many addresses of one family. */
  public BigInteger size(boolean ipv4) {
    return ranges.stream()
        .filter(range -> range.ipv4() == ipv4)
        .map(Range::size)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  public boolean contains(Network network) {
    return containsRange(Range.of(network));
  }

  public boolean contains(AddressRanges other) {
    return other.ranges.stream().allMatch(this::containsRange);
  }

  public boolean overlaps(Network network) {
    Range range = Range.of(network);
    return ranges.stream().anyMatch(range::overlaps);
  }

  /** Binary search: the candidate is the last range that begins at or before the other. */
  private boolean containsRange(Range other) {
    int from = 0;
    int to = ranges.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (ORDER.compare(ranges.get(middle), other) > 0) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from > 0 && ranges.get(from - 1).contains(other);
  }

  /** What is left without these networks. */
  public AddressRanges without(List<Network> networks) {
    return without(of(networks));
  }

  /** What is left without the other's addresses. */
  public AddressRanges without(AddressRanges other) {
    Union left = new Union();
    int from = 0;
    for (Range range : ranges) {
      BigInteger first = range.first();
      while (from < other.ranges.size() && isBefore(other.ranges.get(from), range)) {
        from++;
      }
      for (int i = from; i < other.ranges.size() && other.ranges.get(i).overlaps(range); i++) {
        Range hole = other.ranges.get(i);
        if (first.compareTo(hole.first()) < 0) {
          left.add(new Range(first, hole.first().subtract(BigInteger.ONE), range.ipv4()));
        }
        first = hole.last().add(BigInteger.ONE);
      }
      if (first.compareTo(range.last()) <= 0) {
        left.add(new Range(first, range.last(), range.ipv4()));
      }
    }
    return left.merged();
  }

  /** What both have. */
  public AddressRanges intersection(AddressRanges other) {
    return without(without(other));
  }

  /** What it has of IPv4, or of IPv6. */
  public AddressRanges ofFamily(boolean ipv4) {
    return new AddressRanges(ranges.stream().filter(range -> range.ipv4() == ipv4).toList());
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** The fewest networks that make it up, in ascending order, IPv6 before IPv4. */
  public List<Network> networks() {
    List<Network> networks = new ArrayList<>();
    for (Range range : ranges) {
      BigInteger first = range.first();
      while (first.compareTo(range.last()) <= 0) {
        int room = range.last().subtract(first).add(BigInteger.ONE).bitLength() - 1;
        int aligned = first.signum() == 0 ? 128 : first.getLowestSetBit();
        int free = Math.min(room, aligned);
        Network network = new Network(address(first), 128 - free);
        // No IPv6 client has an address in ::ffff:0:0/96: read again, it would be IPv4.
        if (network.isIpv4() == range.ipv4()) {
          networks.add(network);
        }
        first = first.add(BigInteger.ONE.shiftLeft(free));
      }
    }
    return networks;
  }

  private static boolean isBefore(Range range, Range other) {
    return range.ipv4() == other.ipv4()
        ? range.last().compareTo(other.first()) < 0
        : ORDER.compare(range, other) < 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressRanges that && ranges.equals(that.ranges);
  }

  @Override
  public int hashCode() {
    return ranges.hashCode();
  }

  @Override
  public String toString() {
    return ranges.stream().map(Range::text).toList().toString();
  }

  private static final Comparator<Range> ORDER =
      Comparator.comparing(Range::ipv4).thenComparing(Range::first);

  static BigInteger number(IpAddress address) {
    return new BigInteger(Long.toUnsignedString(address.high()))
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(address.low())));
  }

  private static IpAddress address(BigInteger number) {
    return new IpAddress(number.shiftRight(64).longValue(), number.longValue());
  }

  /** Collects ranges in any order. */
  public static final class Union {

    private final List<Range> all = new ArrayList<>();

    public void add(Range range) {
      all.add(range);
    }

    public void add(AddressRanges ranges) {
      all.addAll(ranges.ranges);
    }

    public void add(Network network) {
      all.add(Range.of(network));
    }

    /** From the first to the last, both included. */
    public void add(IpAddress first, IpAddress last, boolean ipv4) {
      add(new Range(number(first), number(last), ipv4));
    }

    public AddressRanges merged() {
      all.sort(ORDER);
      List<Range> merged = new ArrayList<>();
      for (Range range : all) {
        Range before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
        if (before != null
            && before.ipv4() == range.ipv4()
            && range.first().compareTo(before.last().add(BigInteger.ONE)) <= 0) {
          merged.set(
              merged.size() - 1,
              new Range(before.first(), before.last().max(range.last()), range.ipv4()));
        } else {
          merged.add(range);
        }
      }
      return new AddressRanges(List.copyOf(merged));
    }
  }
}
