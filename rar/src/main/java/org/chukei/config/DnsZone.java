package org.chukei.config;

import java.util.List;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;

/**
 * A DNS-based list of clients that somebody thinks badly of (RFC 5782).
 *
 * @param name the zone, without a dot at its end
 * @param codes the addresses by which it says so
 */
public record DnsZone(String name, List<Network> codes) {

  // RFC 5782 §2.1: entries are in 127.0.0.0/8. Answers that say "you may not ask" or "you mistyped
  // my name" are, by custom of the large lists, in 127.255.0.0/16.
  private static final Network ENTRIES = Network.of(address(127, 0), 8);
  private static final Network ERRORS = Network.of(address(127, 255), 16);

  public DnsZone {
    codes = List.copyOf(codes);
  }

  /** Whether an address that the zone answered with says that the client is listed. */
  public boolean lists(IpAddress code) {
    return ENTRIES.contains(code)
        && (codes.isEmpty()
            ? !ERRORS.contains(code)
            : codes.stream().anyMatch(network -> network.contains(code)));
  }

  private static IpAddress address(int first, int second) {
    return IpAddress.of(new byte[] {(byte) first, (byte) second, 0, 0});
  }
}
