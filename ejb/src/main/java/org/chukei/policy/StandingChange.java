package org.chukei.policy;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.chukei.network.AddressRanges;
import org.chukei.network.Network;

/**
 * Which addresses come to stand otherwise by a change of a list.
 *
 * @param standing {@code PERMITTED}, under whatever conditions; {@code DENY} or {@code
 *     UNCONDITIONAL}, after the entries above have had their way
 */
public record StandingChange(String standing, AddressRanges added, AddressRanges removed) {

  static List<StandingChange> of(
      Map<String, AddressRanges> before, Map<String, AddressRanges> after) {
    return after.keySet().stream()
        .sorted()
        .map(
            standing -> {
              AddressRanges was = before.getOrDefault(standing, AddressRanges.EMPTY);
              AddressRanges is = after.get(standing);
              return new StandingChange(standing, is.without(was), was.without(is));
            })
        .toList();
  }

  /** The fewest networks that make up what comes in. */
  public List<Network> addedNetworks() {
    return added.networks();
  }

  /** The fewest networks that make up what falls out. */
  public List<Network> removedNetworks() {
    return removed.networks();
  }

  /** How many addresses of IPv4, or of IPv6, come in. */
  public BigInteger addedAddresses(boolean ipv4) {
    return added.size(ipv4);
  }

  /** How many addresses of IPv4, or of IPv6, fall out. */
  public BigInteger removedAddresses(boolean ipv4) {
    return removed.size(ipv4);
  }
}
