package org.chukei.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.chukei.network.AddressRanges;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;

/** The compiled look-ups against going through the list entry by entry. */
class TablePropertyTest {

  @Property
  void the_permit_table_finds_the_longest_prefix_that_a_scan_finds(
      @ForAll("permits") List<PermitEntry> permits, @ForAll("addresses") IpAddress any) {
    PermitTable table = new PermitTable(permits);
    for (IpAddress address : probes(networks(permits), any)) {
      Optional<Network> longest =
          networks(permits).stream()
              .filter(network -> network.contains(address))
              .max(Comparator.comparingInt(Network::bits));
      assertThat(table.find(address).map(PermitEntry::network))
          .as("%s in %s", address, permits)
          .isEqualTo(longest);
    }
  }

  @Property
  void the_connection_table_finds_the_first_entry_that_a_scan_finds(
      @ForAll("connections") List<ConnectionEntry> entries, @ForAll("addresses") IpAddress any) {
    ConnectionTable table = new ConnectionTable(entries);
    List<Network> networks = entries.stream().map(ConnectionEntry::network).toList();
    AddressRanges unconditional = table.standing(ConnectionAction.UNCONDITIONAL);
    for (IpAddress address : probes(networks, any)) {
      Optional<ConnectionEntry> first =
          entries.stream().filter(entry -> entry.network().contains(address)).findFirst();
      assertThat(table.find(address)).as("%s in %s", address, entries).isEqualTo(first);
      assertThat(unconditional.contains(new Network(address, 128)))
          .isEqualTo(first.filter(e -> e.action() == ConnectionAction.UNCONDITIONAL).isPresent());
    }
  }

  @Property
  void the_order_of_permit_entries_makes_no_difference(
      @ForAll("permits") List<PermitEntry> permits,
      @ForAll Random random,
      @ForAll("addresses") IpAddress any) {
    List<PermitEntry> shuffled = new ArrayList<>(permits);
    Collections.shuffle(shuffled, random);
    for (IpAddress address : probes(networks(permits), any)) {
      assertThat(new PermitTable(shuffled).find(address))
          .isEqualTo(new PermitTable(permits).find(address));
    }
  }

  /** An entry with a condition permits who meets it, wherever else the client's address stands. */
  @Property
  void conditional_entries_are_found_by_every_network_around_the_client(
      @ForAll("networks") Network first,
      @ForAll("networks") Network second,
      @ForAll("addresses") IpAddress any) {
    Condition condition = new Condition.ClientCertificate("0".repeat(64));
    List<PermitEntry> entries =
        List.of(
            new PermitEntry(1, first, List.of(condition), "", ""),
            new PermitEntry(2, second, List.of(condition), "", ""));
    PermitTable table = new PermitTable(entries);
    for (IpAddress address : probes(List.of(first, second), any)) {
      assertThat(table.find(address)).isEmpty();
      assertThat(table.conditional(address))
          .containsExactlyInAnyOrderElementsOf(
              entries.stream().filter(entry -> entry.network().contains(address)).toList());
    }
  }

  @Property
  void one_more_permit_entry_only_permits_more(
      @ForAll("permits") List<PermitEntry> permits,
      @ForAll("networks") Network added,
      @ForAll("addresses") IpAddress any) {
    List<PermitEntry> more = new ArrayList<>(permits);
    more.add(new PermitEntry(permits.size() + 1, added));
    for (IpAddress address : probes(networks(more), any)) {
      boolean before = new PermitTable(permits).find(address).isPresent();
      assertThat(new PermitTable(more).find(address).isPresent())
          .isEqualTo(before || added.contains(address));
    }
  }

  /** The corners of every network and the addresses just outside, where mistakes live. */
  private static List<IpAddress> probes(List<Network> networks, IpAddress any) {
    List<IpAddress> probes = new ArrayList<>(List.of(any));
    for (Network network : networks) {
      probes.add(network.first());
      probes.add(network.last());
      probes.add(before(network.first()));
      probes.add(after(network.last()));
    }
    return probes;
  }

  private static IpAddress before(IpAddress a) {
    return new IpAddress(a.low() == 0 ? a.high() - 1 : a.high(), a.low() - 1);
  }

  private static IpAddress after(IpAddress a) {
    return new IpAddress(a.low() == -1 ? a.high() + 1 : a.high(), a.low() + 1);
  }

  private static List<Network> networks(List<PermitEntry> permits) {
    return permits.stream().map(PermitEntry::network).toList();
  }

  @Provide
  Arbitrary<List<PermitEntry>> permits() {
    return networks().map(network -> new PermitEntry(1, network)).list().ofMaxSize(30);
  }

  @Provide
  Arbitrary<List<ConnectionEntry>> connections() {
    return Combinators.combine(Arbitraries.of(ConnectionAction.values()), networks())
        .as((action, network) -> new ConnectionEntry(1, action, network))
        .list()
        .ofMaxSize(30);
  }

  /** Few addresses and many lengths, so that networks lie in one another and side by side. */
  @Provide
  Arbitrary<Network> networks() {
    Arbitrary<Network> ipv4 =
        Combinators.combine(ipv4(), Arbitraries.integers().between(96, 128)).as(Network::new);
    Arbitrary<Network> ipv6 =
        Combinators.combine(ipv6(), Arbitraries.integers().between(0, 128)).as(Network::new);
    return Arbitraries.oneOf(ipv4, ipv6);
  }

  @Provide
  Arbitrary<IpAddress> addresses() {
    return Arbitraries.oneOf(ipv4(), ipv6());
  }

  private static Arbitrary<IpAddress> ipv4() {
    return Arbitraries.oneOf(
            Arbitraries.longs().between(0, 7).map(low -> 0x0a00_0000L + low),
            Arbitraries.longs().between(0xffff_fff8L, 0xffff_ffffL),
            Arbitraries.longs().between(0, 0xffff_ffffL))
        .map(bits -> new IpAddress(0, 0xffffL << 32 | bits));
  }

  private static Arbitrary<IpAddress> ipv6() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, 7).map(low -> new IpAddress(0x2001_0db8L << 32, low)),
        Arbitraries.longs().between(-8, -1).map(low -> new IpAddress(-1, low)),
        Arbitraries.longs().between(0, 7).map(low -> new IpAddress(0, low)),
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(IpAddress::new));
  }
}
