package org.chukei.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * An IP address as a 128-bit number, so that networks compare without allocation. IPv4 lives where
 * IPv4-mapped IPv6 addresses live ({@code ::ffff:0:0/96}), so that both spellings are one address
 * (relay-rules, "Notations").
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record IpAddress(long high, long low) implements Comparable<IpAddress> {

  static final long MAPPED = 0xffffL << 32;

  /** A scope id is dropped. */
  public static IpAddress of(InetAddress address) {
    return of(address.getAddress());
  }

  /** Four octets or sixteen. */
  public static IpAddress of(byte[] octets) {
    if (octets.length == 4) {
      return new IpAddress(0, MAPPED | (ByteBuffer.wrap(octets).getInt() & 0xffff_ffffL));
    }
    ByteBuffer buffer = ByteBuffer.wrap(octets);
    return new IpAddress(buffer.getLong(), buffer.getLong());
  }

  /**
   * What one customer of a provider has: an IPv4 address is itself, of IPv6 it is the /64 around
   * (RFC 6177), from whose addresses one may come with another each time.
   */
  public IpAddress subscriber() {
    return isIpv4() ? this : new IpAddress(high, 0);
  }

  public boolean isIpv4() {
    return high == 0 && (low & 0xffff_ffff_0000_0000L) == MAPPED;
  }

  /** An Inet4Address for IPv4, an Inet6Address without scope otherwise. */
  public InetAddress toInetAddress() {
    byte[] octets =
        isIpv4()
            ? ByteBuffer.allocate(4).putInt((int) low).array()
            : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 and 16 octets are always an address", e);
    }
  }

  /** Unsigned, so IPv4 sorts among IPv6 at {@code ::ffff:0:0}. */
  @Override
  public int compareTo(IpAddress other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** IPv4 dotted, IPv6 in the compressed form of RFC 5952. */
  @Override
  public String toString() {
    return IpNotation.text(this);
  }
}
