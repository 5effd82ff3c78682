package org.chukei.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.168.0.100,255.255.255.255 | 192.168.0.100",
        "192.168.1.1,255.255.255.0     | 192.168.1.0/24",
        "192.168.1.0/24                | 192.168.1.0/24",
        "192.168.1.77/24               | 192.168.1.0/24",
        "192.168.0.100                 | 192.168.0.100",
        "192.168.0.100/32              | 192.168.0.100",
        "10.1.2.3,0.0.0.0              | 0.0.0.0/0",
        "10.255.255.255,255.128.0.0    | 10.128.0.0/9",
        "0.0.0.0/0                     | 0.0.0.0/0",
        "255.255.255.255               | 255.255.255.255",
        "::1/128                       | ::1",
        "::1                           | ::1",
        "::                            | ::",
        "::/0                          | ::/0",
        "2001:DB8:0:0:1::1/64          | 2001:db8::/64",
        "2001:db8::ffff/127            | 2001:db8::fffe/127",
        "1:2:3:4:5:6:7::               | 1:2:3:4:5:6:7:0",
        "64:ff9b::192.0.2.33           | 64:ff9b::c000:221",
        "::ffff:1.2.3.4                | 1.2.3.4",
        "::ffff:102:304                | 1.2.3.4",
        "::ffff:1.2.3.4/120            | 1.2.3.0/24",
        "::ffff:0:0/96                 | 0.0.0.0/0",
        "::FFFF:10.0.0.0/104           | 10.0.0.0/8",
        "0:0:0:0:0:ffff:10.0.0.1       | 10.0.0.1",
      })
  void every_notation_of_the_rules_is_read_and_host_bits_are_masked(String text, String network)
      throws Exception {
    assertThat(Network.parse(text)).hasToString(network);
    assertThat(Network.parse(network)).isEqualTo(Network.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.1",
        "10",
        "10.1.2",
        "10.1.2.3.4",
        "10.1.2.",
        ".10.1.2",
        "10..1.2",
        "*",
        "10.*.0.0",
        "010.0.0.1",
        "10.00.0.1",
        "0x0a.0.0.1",
        "0xA000001",
        "167772161",
        "256.0.0.1",
        "1000.0.0.1",
        "-1.0.0.1",
        "+1.0.0.1",
        "10.0.0.1/33",
        "10.0.0.0/-1",
        "10.0.0.0/+8",
        "10.0.0.0/08",
        "10.0.0.0/",
        "/8",
        "10.0.0.0/8/8",
        "10.0.0.0/255.0.0.0",
        "10.0.0.0/ 8",
        "10.0.0.0,255.0.255.0",
        "10.0.0.0,0.0.0.255",
        "10.0.0.0,255.255.255.256",
        "10.0.0.0,",
        ",255.0.0.0",
        "10.0.0.0,8",
        "10.0.0.0,255.0.0.0,255.0.0.0",
        "10.0.0.0,255.0.0.0/8",
        "10.0.0.0, 255.0.0.0",
        "::1,255.255.255.255",
        "10.0.0.0,ffff::",
        "::ffff:10.0.0.0,255.0.0.0",
        "10.0.0.0,::ffff:255.0.0.0",
        " 10.0.0.1",
        "10.0.0.1 ",
        "10.0.0.1\t",
        "10.0.0.1\n",
        "10.0.0.1\u0000",
        "10.0.0.1\u3000",
        "１０.0.0.1",
        "10.0.0.0/８",
        "10。0。0。1",
        "fe80::1%eth0",
        "fe80::1%1/64",
        "10.0.0.1%eth0",
        "::1/129",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "1::2::3",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        "12345::",
        "g::1",
        "[::1]",
        "::１",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "::ffff:1.2.3",
        "::ffff:01.2.3.4",
        "example.jp",
        "localhost",
        "10.0.0.1-10.0.0.9",
        "10.0.0.1;10.0.0.2",
      })
  void whatever_is_not_exactly_such_a_notation_is_refused_with_a_reason(String text) {
    assertThatThrownBy(() -> Network.parse(text))
        .isInstanceOf(NetworkSyntaxException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void a_block_contains_its_first_and_last_address_and_not_their_neighbours() throws Exception {
    Network network = Network.parse("192.168.1.1,255.255.255.0");
    assertThat(network.contains(address("192.168.1.0"))).isTrue();
    assertThat(network.contains(address("192.168.1.255"))).isTrue();
    assertThat(network.contains(address("192.168.0.255"))).isFalse();
    assertThat(network.contains(address("192.168.2.0"))).isFalse();
    assertThat(network.first()).hasToString("192.168.1.0");
    assertThat(network.last()).hasToString("192.168.1.255");
  }

  @Test
  void an_ipv6_block_never_contains_an_ipv4_address_nor_the_reverse() throws Exception {
    assertThat(Network.parse("::/0").contains(address("10.0.0.1"))).isFalse();
    assertThat(Network.parse("::ffff:0:0/95").contains(address("10.0.0.1"))).isFalse();
    assertThat(Network.parse("::/0").contains(Network.parse("10.0.0.0/8"))).isFalse();
    assertThat(Network.parse("0.0.0.0/0").contains(address("::1"))).isFalse();
    assertThat(Network.parse("0.0.0.0/0").contains(address("::a00:1"))).isFalse();
    assertThat(Network.parse("::/0").contains(address("2001:db8::1"))).isTrue();
  }

  @Test
  void a_client_that_arrives_as_a_mapped_address_is_matched_as_ipv4() throws Exception {
    IpAddress mapped = Network.parse("::ffff:192.0.2.1").first();
    assertThat(Network.parse("192.0.2.0/24").contains(mapped)).isTrue();
    assertThat(mapped.isIpv4()).isTrue();
    assertThat(mapped.toInetAddress()).isEqualTo(InetAddress.getByName("192.0.2.1"));
  }

  @Test
  void a_clients_scope_id_is_dropped() throws Exception {
    InetAddress scoped =
        Inet6Address.getByAddress("", address("fe80::1").toInetAddress().getAddress(), 3);
    assertThat(IpAddress.of(scoped)).hasToString("fe80::1");
    assertThat(Network.parse("fe80::/10").contains(scoped)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,10.1.0.0/16,true",
    "10.0.0.0/8,10.0.0.0/8,true",
    "10.1.0.0/16,10.0.0.0/8,false",
    "10.0.0.0/8,11.0.0.0/16,false",
    "::/0,::1,true",
    "2001:db8::/32,2001:db8:8000::/33,true",
  })
  void a_block_contains_another_where_every_address_of_it_is_inside(
      String outer, String inner, boolean contains) throws Exception {
    assertThat(Network.parse(outer).contains(Network.parse(inner))).isEqualTo(contains);
  }

  @Test
  void addresses_sort_as_unsigned_numbers() throws Exception {
    assertThat(address("127.255.255.255")).isLessThan(address("128.0.0.0"));
    assertThat(address("7fff::")).isLessThan(address("8000::"));
    assertThat(address("::7fff:ffff:ffff:ffff")).isLessThan(address("::8000:0:0:0"));
  }

  private static IpAddress address(String text) throws NetworkSyntaxException {
    return Network.parse(text).first();
  }
}
