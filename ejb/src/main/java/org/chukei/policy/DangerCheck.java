package org.chukei.policy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chukei.network.AddressRanges;
import org.chukei.network.AddressRanges.Range;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;
import org.chukei.policy.Danger.Kind;

/**
 * Judges a list as a whole, by the union of its networks, however it is spelt (relay-rules,
 * "Dangerous lists").
 */
final class DangerCheck {

  private static final Network ALL_IPV4 = network("0.0.0.0/0");
  private static final Network ALL_IPV6 = network("::/0");

  /** Nobody on the other side of the world has these. */
  private static final List<Network> NOT_PUBLIC =
      networks(
          "10.0.0.0/8", // RFC 1918 §3
          "172.16.0.0/12",
          "192.168.0.0/16",
          "127.0.0.0/8", // RFC 1122 §3.2.1.3
          "169.254.0.0/16", // RFC 3927
          "::1",
          "fc00::/7", // RFC 4193
          "fe80::/10"); // RFC 4291 §2.5.6

  private static final List<Network> NAT64 =
      networks("64:ff9b::/96", "64:ff9b:1::/48"); // RFC 6052 §2.1, RFC 8215
  private static final List<Network> LINK_LOCAL = networks("169.254.0.0/16", "fe80::/10");

  private static final BigInteger PUBLIC_BLOCK_IPV4 = BigInteger.ONE.shiftLeft(32 - 24);
  private static final BigInteger PUBLIC_BLOCK_IPV6 = BigInteger.ONE.shiftLeft(128 - 48);
  private static final BigInteger SUM_IPV4 = BigInteger.ONE.shiftLeft(32 - 8);
  private static final BigInteger SUM_IPV6 = BigInteger.ONE.shiftLeft(128 - 32);

  private final AddressRanges union;
  private final List<Danger> dangers = new ArrayList<>();

  private DangerCheck(AddressRanges union) {
    this.union = union;
  }

  static List<Danger> of(AddressRanges union, Surroundings here) {
    DangerCheck check = new DangerCheck(union);
    check.width(true, ALL_IPV4, Kind.ALL_OF_IPV4, SUM_IPV4, "/8");
    check.width(false, ALL_IPV6, Kind.ALL_OF_IPV6, SUM_IPV6, "/32");
    check.overlap(
        Kind.NAT64, NAT64, " is where a NAT64 shows the whole of IPv4: it lets in everybody");
    check.overlap(
        Kind.LINK_LOCAL, LINK_LOCAL, " is link-local: whoever is on the same wire can have it");
    here.gateways()
        .forEach(
            address ->
                check.address(
                    Kind.DEFAULT_GATEWAY,
                    address,
                    " is the default gateway: connections that it translates seem to come from it"));
    here.bridges()
        .forEach(
            address ->
                check.address(
                    Kind.CONTAINER_BRIDGE,
                    address,
                    " is on a container bridge: connections from outside may seem to come from it"));
    check.overlap(
        Kind.PROXY,
        here.proxies(),
        " is a proxy's (CHUKEI_PROXY_NETWORKS): behind it may be anybody");
    return List.copyOf(check.dangers);
  }

  private void width(boolean ipv4, Network all, Kind allKind, BigInteger most, String mostText) {
    String family = ipv4 ? "IPv4" : "IPv6";
    if (union.contains(all)) {
      add(allKind, all.toString(), "the list holds all of " + family);
      return;
    }
    for (Range block : union.without(NOT_PUBLIC).ranges()) {
      BigInteger widest = ipv4 ? PUBLIC_BLOCK_IPV4 : PUBLIC_BLOCK_IPV6;
      if (block.ipv4() == ipv4 && block.size().compareTo(widest) > 0) {
        add(
            Kind.WIDE_PUBLIC_BLOCK,
            block.text(),
            block.text() + " is public and wider than " + (ipv4 ? "/24" : "/48"));
      }
    }
    if (union.size(ipv4).compareTo(most) > 0) {
      add(
          Kind.WIDE_IN_SUM,
          family,
          "the list's " + family + " networks are together wider than " + mostText);
    }
  }

  private void overlap(Kind kind, List<Network> networks, String why) {
    for (Network network : networks) {
      if (union.overlaps(network)) {
        add(kind, network.toString(), network + why);
      }
    }
  }

  private void address(Kind kind, IpAddress address, String why) {
    if (union.contains(new Network(address, 128))) {
      add(kind, address.toString(), address + why);
    }
  }

  private void add(Kind kind, String networks, String text) {
    dangers.add(new Danger(kind, networks, text));
  }

  private static List<Network> networks(String... texts) {
    return Arrays.stream(texts).map(DangerCheck::network).toList();
  }

  static Network network(String text) {
    try {
      return Network.parse(text);
    } catch (NetworkSyntaxException e) {
      throw new AssertionError("one of our own networks: " + text, e);
    }
  }
}
