package org.chukei.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;
import org.chukei.policy.Danger.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DangerCheckTest {

  private static final Surroundings NOTHING_NEAR = new Surroundings(Set.of(), Set.of(), List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "203.0.113.0/24",
        "203.0.113.0/25 203.0.113.128/25",
        "203.0.113.0/24 198.51.100.0/24",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16 172.16.0.0/12",
        "127.0.0.0/8",
        "::1 127.0.0.1",
        "2001:db8::/48",
        "2001:db8::/49 2001:db8:0:8000::/49",
        "fd00::/32",
        "::ffff:203.0.113.0/120",
        "192.168.0.100,255.255.255.255 192.168.1.1,255.255.255.0",
      })
  void a_list_of_networks_one_may_know_is_not_dangerous(String list) {
    assertThat(kinds(list)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.112.0/23,                                   WIDE_PUBLIC_BLOCK",
    "203.0.112.0/24 203.0.113.0/24,                    WIDE_PUBLIC_BLOCK",
    "203.0.113.0/24 203.0.114.0,                       WIDE_PUBLIC_BLOCK",
    "203.0.112.128/25 203.0.113.0/24,                  WIDE_PUBLIC_BLOCK",
    "::ffff:203.0.112.0/119,                           WIDE_PUBLIC_BLOCK",
    "'203.0.112.0,255.255.254.0',                      WIDE_PUBLIC_BLOCK",
    "100.64.0.0/10,                                    WIDE_PUBLIC_BLOCK",
    "9.255.255.0/24 9.255.254.0/24 10.0.0.0/16,        WIDE_PUBLIC_BLOCK",
    "2001:db8::/47,                                    WIDE_PUBLIC_BLOCK",
    "2001:db8::/48 2001:db8:1::/48,                    WIDE_PUBLIC_BLOCK",
    "2001:db8::/48 2001:db8:1::,                       WIDE_PUBLIC_BLOCK",
    "10.0.0.0/8 192.168.0.0/16,                        WIDE_IN_SUM",
    "10.0.0.0/8 203.0.113.1,                           WIDE_IN_SUM",
    "fd00::/31,                                        WIDE_IN_SUM",
    "fd00::/32 fe00::,                                 WIDE_IN_SUM",
    "0.0.0.0/0,                                        ALL_OF_IPV4",
    "'1.2.3.4,0.0.0.0',                                ALL_OF_IPV4",
    "0.0.0.0/1 128.0.0.0/1,                            ALL_OF_IPV4",
    "::ffff:0:0/96,                                    ALL_OF_IPV4",
    "::ffff:0.0.0.0/97 ::ffff:128.0.0.0/97,            ALL_OF_IPV4",
    "::ffff:0.0.0.0/97 128.0.0.0/1,                    ALL_OF_IPV4",
    "::/0,                                             ALL_OF_IPV6",
    "::/1 8000::/1,                                    ALL_OF_IPV6",
    "2000::/3,                                         WIDE_PUBLIC_BLOCK",
    "64:ff9b::/96,                                     NAT64",
    "64:ff9b::203.0.113.7,                             NAT64",
    "64:ff9b:1:2::/64,                                 NAT64",
    "::/3,                                             NAT64",
    "fe80::/10,                                        LINK_LOCAL",
    "fe80::1,                                          LINK_LOCAL",
    "169.254.0.0/16,                                   LINK_LOCAL",
    "169.254.169.254,                                  LINK_LOCAL",
  })
  void a_dangerous_list_is_found_out_however_it_is_spelt(String list, Kind kind) {
    assertThat(kinds(list)).contains(kind);
  }

  @Test
  void all_of_ipv4_in_256_pieces_is_all_of_ipv4() {
    String list =
        IntStream.range(0, 256).mapToObj(i -> i + ".0.0.0/8").collect(Collectors.joining(" "));
    assertThat(kinds(list)).contains(Kind.ALL_OF_IPV4);
  }

  @Test
  void every_other_network_of_half_the_world_is_wide_in_sum() {
    String list =
        IntStream.range(0, 65_536)
            .mapToObj(i -> (i >> 8) + "." + (i & 255) + ".0.0/17")
            .collect(Collectors.joining(" "));
    assertThat(kinds(list)).contains(Kind.WIDE_IN_SUM).doesNotContain(Kind.ALL_OF_IPV4);
  }

  @Test
  void all_of_ipv6_says_nothing_about_ipv4() {
    assertThat(kinds("::/0")).doesNotContain(Kind.ALL_OF_IPV4);
  }

  @Test
  void the_default_gateway_and_container_bridges_are_dangerous_by_any_network_around_them() {
    Surroundings here =
        new Surroundings(Set.of(address("192.168.7.1")), Set.of(address("172.17.0.1")), List.of());
    assertThat(dangers("192.168.7.0/24", here))
        .extracting(Danger::kind)
        .containsExactly(Kind.DEFAULT_GATEWAY);
    assertThat(dangers("172.16.0.0/12", here))
        .extracting(Danger::networks)
        .containsExactly("172.17.0.1");
    assertThat(dangers("192.168.8.0/24", here)).isEmpty();
  }

  @Test
  void the_networks_of_proxies_are_dangerous_by_any_network_that_touches_them() throws Exception {
    Surroundings here =
        new Surroundings(Set.of(), Set.of(), List.of(Network.parse("192.168.9.16/28")));
    assertThat(dangers("192.168.9.20", here)).extracting(Danger::kind).containsExactly(Kind.PROXY);
    assertThat(dangers("192.168.9.0/24", here))
        .extracting(Danger::networks)
        .containsExactly("192.168.9.16/28");
    assertThat(dangers("192.168.9.32", here)).isEmpty();
  }

  @Test
  void a_danger_says_in_a_sentence_what_it_is_about() {
    assertThat(dangers("203.0.112.0/24 203.0.113.0/24", NOTHING_NEAR).get(0).text())
        .isEqualTo("203.0.112.0/23 is public and wider than /24");
    assertThat(dangers("203.0.113.0/24 203.0.114.0", NOTHING_NEAR).get(0).networks())
        .isEqualTo("203.0.113.0-203.0.114.0");
  }

  @Test
  void the_systems_routing_tables_tell_the_default_gateways() {
    assertThat(
            Surroundings.ipv4Gateway(
                "eth0\t00000000\t"
                    + hostOrder("192.168.1.1")
                    + "\t0003\t0\t0\t0\t00000000\t0\t0\t0"))
        .containsExactly(address("192.168.1.1"));
    assertThat(
            Surroundings.ipv4Gateway("eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0"))
        .isEmpty();
    assertThat(Surroundings.ipv4Gateway("Iface\tDestination\tGateway\tFlags")).isEmpty();
    String zeros = "0".repeat(32);
    assertThat(
            Surroundings.ipv6Gateway(
                zeros + " 00 " + zeros + " 00 20010db8000000000000000000000001 0 0 0 0 eth0"))
        .containsExactly(address("2001:db8::1"));
    assertThat(Surroundings.ipv6Gateway(zeros + " 00 " + zeros + " 00 " + zeros + " 0 0 0 0 lo"))
        .isEmpty();
    assertThat(Surroundings.ofThisMachine(List.of()).gateways()).doesNotContainNull();
  }

  /** As Linux writes it: the four octets as one number of this machine. */
  private static String hostOrder(String text) {
    byte[] octets = address(text).toInetAddress().getAddress();
    int number = ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder()).getInt();
    return String.format("%08X", number);
  }

  private static List<Kind> kinds(String list) {
    return dangers(list, NOTHING_NEAR).stream().map(Danger::kind).toList();
  }

  private static List<Danger> dangers(String list, Surroundings here) {
    List<PermitEntry> entries = NetworkList.permits(list.replace(' ', '\n'));
    return DangerCheck.of(ListForm.PERMITS.judged(entries), here);
  }

  private static IpAddress address(String text) {
    return Network.of(Trial.address(text)).first();
  }
}
