package org.chukei.transport;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chukei.account.UnacceptableException;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;

/**
 * The addresses that we connect from, one for each family; empty: the system's choice.
 *
 * @param v4 for next hops with an IPv4 address
 * @param v6 for next hops with an IPv6 address
 */
public record SourceAddresses(Optional<InetAddress> v4, Optional<InetAddress> v6) {

  public static final SourceAddresses ANY = new SourceAddresses(Optional.empty(), Optional.empty());

  /**
   * One address or one of each family, separated by spaces.
   *
   * @throws UnacceptableException with what is allowed
   */
  static SourceAddresses parse(String text) {
    SourceAddresses sources = ANY;
    for (String word : text.trim().split("\\s+")) {
      if (!word.isEmpty()) {
        sources = sources.with(text, address(text, word));
      }
    }
    return sources;
  }

  private SourceAddresses with(String text, InetAddress address) {
    if ((address instanceof Inet4Address ? v4 : v6).isPresent()) {
      throw unacceptable(text);
    }
    return address instanceof Inet4Address
        ? new SourceAddresses(Optional.of(address), v6)
        : new SourceAddresses(v4, Optional.of(address));
  }

  private static InetAddress address(String text, String word) {
    try {
      if (word.indexOf('/') < 0 && word.indexOf(',') < 0) {
        return Network.parse(word).first().toInetAddress();
      }
    } catch (NetworkSyntaxException e) {
      // Said below, with what is allowed.
    }
    throw unacceptable(text);
  }

  private static UnacceptableException unacceptable(String text) {
    return new UnacceptableException(
        "source",
        "source: '"
            + text
            + "' must be an IP address of this machine, or an IPv4 and an IPv6 one separated by a"
            + " space");
  }

  /** For a connection to this address. */
  public Optional<InetAddress> towards(InetAddress remote) {
    return remote instanceof Inet6Address ? v6 : v4;
  }

  /** What stands here, and for a family that nothing stands here for what stands there. */
  public SourceAddresses or(SourceAddresses others) {
    return new SourceAddresses(v4.or(others::v4), v6.or(others::v6));
  }

  @Override
  public String toString() {
    return Stream.of(v4, v6)
        .flatMap(Optional::stream)
        .map(address -> IpAddress.of(address).toString())
        .collect(Collectors.joining(" "));
  }
}
