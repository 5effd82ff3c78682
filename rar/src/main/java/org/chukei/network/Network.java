package org.chukei.network;

import java.net.InetAddress;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A block of addresses, IPv4 or IPv6, in the notations of the rules:
 *
 * <pre>
 * 192.168.0.100,255.255.255.255   address,netmask (contiguous)
 * 192.168.1.0/24                  IPv4/CIDR
 * ::1/128                         IPv6/CIDR
 * 192.168.0.100                   a single address
 * </pre>
 *
 * <p>Host bits are masked. Blocks inside {@code ::ffff:0:0/96} are IPv4.
 *
 * @param first the lowest address of the block
 * @param bits how many leading bits of the 128 are fixed; IPv4 blocks have 96 or more
 */
public record Network(IpAddress first, int bits) {

  private static final int MAPPED_BITS = 96;

  public Network {
    if (bits < 0 || bits > 128) {
      throw new IllegalArgumentException("bits must be 0 to 128, not " + bits);
    }
    first = new IpAddress(first.high() & highMask(bits), first.low() & lowMask(bits));
  }

  /** The network of one address. */
  public static Network of(InetAddress address) {
    return new Network(IpAddress.of(address), 128);
  }

  /**
   * @param prefixLength 0 to 32 for IPv4, 0 to 128 for IPv6
   */
  public static Network of(IpAddress address, int prefixLength) {
    return new Network(address, address.isIpv4() ? MAPPED_BITS + prefixLength : prefixLength);
  }

  /** Reads one entry without comment or surrounding white space. */
  public static Network parse(String text) throws NetworkSyntaxException {
    int comma = text.indexOf(',');
    int slash = text.indexOf('/');
    if (comma >= 0 && slash >= 0) {
      throw new NetworkSyntaxException("write either address,netmask or address/prefix length");
    }
    if (comma >= 0) {
      return masked(text.substring(0, comma), text.substring(comma + 1));
    }
    if (slash >= 0) {
      return prefixed(text.substring(0, slash), text.substring(slash + 1));
    }
    return new Network(IpNotation.parse(text), 128);
  }

  private static Network masked(String addressText, String maskText) throws NetworkSyntaxException {
    IpAddress address = IpNotation.parse(addressText);
    IpAddress mask = IpNotation.parse(maskText);
    if (addressText.indexOf(':') >= 0 || maskText.indexOf(':') >= 0) {
      throw new NetworkSyntaxException(
          "a netmask goes with IPv4; write IPv6 as address/prefix length");
    }
    int ones = Integer.bitCount((int) mask.low());
    if ((mask.low() & 0xffff_ffffL) != (lowMask(MAPPED_BITS + ones) & 0xffff_ffffL)) {
      throw new NetworkSyntaxException("netmask " + maskText + " is not contiguous");
    }
    return new Network(address, MAPPED_BITS + ones);
  }

  private static Network prefixed(String addressText, String prefixText)
      throws NetworkSyntaxException {
    IpAddress address = IpNotation.parse(addressText);
    int prefix = IpNotation.decimal(prefixText, "prefix length '" + prefixText + "'");
    boolean dotted = addressText.indexOf(':') < 0;
    int most = dotted ? 32 : 128;
    if (prefix > most) {
      throw new NetworkSyntaxException("prefix length " + prefix + " is above " + most);
    }
    return new Network(address, dotted ? MAPPED_BITS + prefix : prefix);
  }

  /**
   * An IPv6 block never contains an IPv4 address, not even {@code ::/0}: a client is matched as
   * what it is.
   */
  public boolean contains(IpAddress address) {
    return isIpv4() == address.isIpv4()
        && (address.high() & highMask(bits)) == first.high()
        && (address.low() & lowMask(bits)) == first.low();
  }

  public boolean contains(InetAddress address) {
    return contains(IpAddress.of(address));
  }

  /** True if every address of the other block is in this one. */
  public boolean contains(Network other) {
    return bits <= other.bits && isIpv4() == other.isIpv4() && contains(other.first);
  }

  /** Itself and every network around it of the same kind of addresses, the smallest first. */
  public Stream<Network> enclosing() {
    return IntStream.rangeClosed(0, prefixLength())
        .mapToObj(fewer -> new Network(first, bits - fewer))
        .filter(network -> network.isIpv4() == isIpv4());
  }

  public boolean isIpv4() {
    return bits >= MAPPED_BITS && first.isIpv4();
  }

  /** 0 to 32 for IPv4, 0 to 128 for IPv6. */
  public int prefixLength() {
    return isIpv4() ? bits - MAPPED_BITS : bits;
  }

  /** The highest address of the block. */
  public IpAddress last() {
    return new IpAddress(first.high() | ~highMask(bits), first.low() | ~lowMask(bits));
  }

  /** {@code 192.168.1.0/24}; a single address without its prefix length. */
  @Override
  public String toString() {
    return bits == 128 ? first.toString() : first + "/" + prefixLength();
  }

  private static long highMask(int bits) {
    return bits == 0 ? 0 : bits >= 64 ? -1L : -1L << (64 - bits);
  }

  private static long lowMask(int bits) {
    return bits <= 64 ? 0 : -1L << (128 - bits);
  }
}
