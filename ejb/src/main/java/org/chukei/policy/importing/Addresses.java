package org.chukei.policy.importing;

import org.chukei.network.AddressRanges;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;

/** Networks and ranges as other servers write them, in the strict syntax of our own lists. */
final class Addresses {

  /** All of IPv4 and all of IPv6. */
  static final AddressRanges ALL = all();

  private Addresses() {}

  private static AddressRanges all() {
    AddressRanges.Union union = new AddressRanges.Union();
    union.add(new Network(new IpAddress(0, 0xffffL << 32), 96));
    union.add(new Network(new IpAddress(0, 0), 0));
    return union.merged();
  }

  /** {@code address} or {@code address/prefix length}; host bits are masked. */
  static Network network(String text) throws NetworkSyntaxException {
    if (text.indexOf(',') >= 0) {
      throw new NetworkSyntaxException("'" + text + "' is no address and no network");
    }
    return notMapped(Network.parse(text), text);
  }

  /** {@code address mask}. */
  static Network network(String address, String mask) throws NetworkSyntaxException {
    return notMapped(Network.parse(address + "," + mask), address);
  }

  static IpAddress address(String text) throws NetworkSyntaxException {
    Network network = network(text);
    if (text.indexOf('/') >= 0) {
      throw new NetworkSyntaxException("'" + text + "' is a network where an address belongs");
    }
    return network.first();
  }

  /** From the first to the last, both included. */
  static AddressRanges range(String first, String last) throws NetworkSyntaxException {
    IpAddress lower = address(first);
    IpAddress upper = address(last);
    if (lower.isIpv4() != upper.isIpv4()) {
      throw new NetworkSyntaxException("a range is of one kind of addresses, IPv4 or IPv6");
    }
    if (lower.compareTo(upper) > 0) {
      throw new NetworkSyntaxException("the range ends before it begins");
    }
    AddressRanges.Union union = new AddressRanges.Union();
    union.add(lower, upper, lower.isIpv4());
    return union.merged();
  }

  static AddressRanges ranges(Network network) {
    AddressRanges.Union union = new AddressRanges.Union();
    union.add(network);
    return union.merged();
  }

  /** No other server takes an IPv4-mapped IPv6 entry for IPv4, as ours would. */
  private static Network notMapped(Network network, String text) throws NetworkSyntaxException {
    if (network.isIpv4() && text.indexOf(':') >= 0) {
      throw new NetworkSyntaxException(
          "'" + text + "' is an IPv4-mapped address; write it as IPv4");
    }
    return network;
  }
}
