package org.chukei.policy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;

/**
 * A union of networks as sorted ranges that neither overlap nor touch. For judging lists, not for
 * the hot path.
 */
final class AddressRanges {

  /**
   * @param first lowest address
   * @param last highest address
   */
  record Range(BigInteger first, BigInteger last, boolean ipv4) {

    static Range of(Network network) {
      return new Range(number(network.first()), number(network.last()), network.isIpv4());
    }

    BigInteger size() {
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
    String text() {
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

  static AddressRanges of(List<Network> networks) {
    Union union = new Union();
    networks.forEach(network -> union.add(network.first(), network.last(), network.isIpv4()));
    return union.merged();
  }

  List<Range> ranges() {
    return ranges;
  }

  /** How many addresses of one family. */
  BigInteger size(boolean ipv4) {
    return ranges.stream()
        .filter(range -> range.ipv4() == ipv4)
        .map(Range::size)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  boolean contains(Network network) {
    return containsRange(Range.of(network));
  }

  boolean contains(AddressRanges other) {
    return other.ranges.stream().allMatch(this::containsRange);
  }

  boolean overlaps(Network network) {
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
  AddressRanges without(List<Network> networks) {
    List<Range> left = new ArrayList<>(ranges);
    for (Range hole : of(networks).ranges) {
      List<Range> next = new ArrayList<>();
      for (Range range : left) {
        if (!range.overlaps(hole)) {
          next.add(range);
          continue;
        }
        if (range.first().compareTo(hole.first()) < 0) {
          next.add(new Range(range.first(), hole.first().subtract(BigInteger.ONE), range.ipv4()));
        }
        if (range.last().compareTo(hole.last()) > 0) {
          next.add(new Range(hole.last().add(BigInteger.ONE), range.last(), range.ipv4()));
        }
      }
      left = next;
    }
    return new AddressRanges(left);
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
  static final class Union {

    private final List<Range> all = new ArrayList<>();

    void add(IpAddress first, IpAddress last, boolean ipv4) {
      all.add(new Range(number(first), number(last), ipv4));
    }

    AddressRanges merged() {
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
