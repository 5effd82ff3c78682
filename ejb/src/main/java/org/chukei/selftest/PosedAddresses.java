package org.chukei.selftest;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;
import org.chukei.policy.ConnectionAction;
import org.chukei.policy.ConnectionEntry;
import org.chukei.policy.PermitEntry;

/**
 * As whom the server poses, and what the lists say of them, read line by line: slower than the
 * tables that decide, and made of nothing that they are made of.
 */
final class PosedAddresses {

  private static final List<String> ANYWHERE =
      List.of("192.0.2.77", "198.51.100.77", "203.0.113.77", "2001:db8::77", "100.64.0.77");

  private final List<PermitEntry> permits;
  private final List<ConnectionEntry> connections;
  private final boolean permittedNeedAuth;

  PosedAddresses(
      List<PermitEntry> permits, List<ConnectionEntry> connections, boolean permittedNeedAuth) {
    this.permits = permits;
    this.connections = connections;
    this.permittedNeedAuth = permittedNeedAuth;
  }

  /** What a client may do by the lists alone. */
  enum Standing {
    RELAYS,
    /** An entry with conditions may permit it. */
    MAY_RELAY,
    STRANGER
  }

  Standing standing(InetAddress client) {
    boolean unconditional =
        connections.stream()
            .filter(entry -> entry.network().contains(client))
            .findFirst()
            .filter(entry -> entry.action() == ConnectionAction.UNCONDITIONAL)
            .isPresent();
    if (!unconditional || permittedNeedAuth) {
      return Standing.STRANGER;
    }
    List<PermitEntry> of =
        permits.stream().filter(entry -> entry.network().contains(client)).toList();
    if (of.stream().anyMatch(entry -> entry.conditions().isEmpty())) {
      return Standing.RELAYS;
    }
    return of.isEmpty() ? Standing.STRANGER : Standing.MAY_RELAY;
  }

  /** Addresses that are nobody's; those that the lists permit are left out. */
  List<InetAddress> strangers() {
    return ANYWHERE.stream()
        .map(PosedAddresses::address)
        .filter(address -> standing(address) == Standing.STRANGER)
        .toList();
  }

  /** First and last of each permitted range, and the neighbours outside. */
  List<InetAddress> edges(int mostRanges, Random random) {
    List<PermitEntry> some = new ArrayList<>(permits);
    if (some.size() > mostRanges) {
      Collections.shuffle(some, random);
      some = some.subList(0, mostRanges);
    }
    Set<IpAddress> edges = new LinkedHashSet<>();
    for (PermitEntry entry : some) {
      Network network = entry.network();
      edges.add(network.first());
      edges.add(network.last());
      neighbour(network.first(), -1).filter(edges::add);
      neighbour(network.last(), 1).filter(edges::add);
    }
    return edges.stream().map(IpAddress::toInetAddress).toList();
  }

  private static Optional<IpAddress> neighbour(IpAddress address, int step) {
    long low = address.low() + step;
    boolean carried = step > 0 ? low == 0 : low == -1;
    IpAddress next = new IpAddress(carried ? address.high() + step : address.high(), low);
    return next.isIpv4() == address.isIpv4() ? Optional.of(next) : Optional.empty();
  }

  private static InetAddress address(String text) {
    try {
      return Network.parse(text).first().toInetAddress();
    } catch (NetworkSyntaxException e) {
      throw new AssertionError("one of our own addresses: " + text, e);
    }
  }
}
