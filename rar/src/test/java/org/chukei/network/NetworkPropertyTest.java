package org.chukei.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class NetworkPropertyTest {

  @Property
  void what_a_network_prints_is_read_as_the_same_network(@ForAll("networks") Network network)
      throws Exception {
    assertThat(Network.parse(network.toString())).isEqualTo(network);
  }

  @Property
  void addresses_are_written_as_the_jdk_reads_them(@ForAll @Size(16) byte[] octets)
      throws Exception {
    InetAddress jdk = InetAddress.getByAddress(octets);
    IpAddress ours = IpAddress.of(jdk);
    assertThat(InetAddress.getByName(ours.toString())).isEqualTo(jdk);
    assertThat(ours.toInetAddress()).isEqualTo(jdk);
  }

  @Property
  void netmask_and_prefix_length_are_two_spellings_of_one_network(
      @ForAll int address, @ForAll @IntRange(max = 32) int prefix) throws Exception {
    String dotted = dotted(address);
    int mask = prefix == 0 ? 0 : -1 << (32 - prefix);
    assertThat(Network.parse(dotted + "," + dotted(mask)))
        .isEqualTo(Network.parse(dotted + "/" + prefix));
  }

  @Property
  void containing_is_lying_between_first_and_last(
      @ForAll("networks") Network network, @ForAll("addresses") IpAddress address) {
    boolean between =
        network.first().compareTo(address) <= 0 && address.compareTo(network.last()) <= 0;
    assertThat(network.contains(address))
        .isEqualTo(between && network.isIpv4() == address.isIpv4());
  }

  @Property
  void any_text_is_a_network_or_a_syntax_error_and_nothing_else(@ForAll String text) {
    try {
      assertThat(Network.parse(text)).isNotNull();
    } catch (NetworkSyntaxException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  private static String dotted(int bits) {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }

  @Provide
  Arbitrary<Network> networks() {
    return Combinators.combine(addresses(), Arbitraries.integers().between(0, 128))
        .as((address, bits) -> new Network(address, address.isIpv4() ? 96 + bits % 33 : bits));
  }

  @Provide
  Arbitrary<IpAddress> addresses() {
    Arbitrary<IpAddress> any =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(IpAddress::new);
    Arbitrary<IpAddress> ipv4 =
        Arbitraries.longs()
            .between(0, 0xffff_ffffL)
            .map(bits -> new IpAddress(0, IpAddress.MAPPED | bits));
    Arbitrary<IpAddress> small =
        Arbitraries.longs().between(0, 300).map(low -> new IpAddress(0, low));
    return Arbitraries.oneOf(any, ipv4, small);
  }
}
