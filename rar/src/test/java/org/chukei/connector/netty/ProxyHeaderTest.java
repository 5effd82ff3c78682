package org.chukei.connector.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.chukei.connector.netty.ProxyHeader.Garbage;
import org.chukei.connector.netty.ProxyHeader.Named;
import org.chukei.connector.netty.ProxyHeader.Unnamed;
import org.chukei.network.IpAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {

  static final byte[] SIGNATURE = "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII);

  @Example
  void version_1_names_an_ipv4_or_an_ipv6_client() {
    assertThat(read("PROXY TCP4 192.0.2.7 198.51.100.1 40000 25\r\n"))
        .contains(new Named(address(192, 0, 2, 7), 40_000));
    assertThat(shown(read("PROXY TCP6 2001:db8::7 2001:db8::1 1 25\r\n")))
        .isEqualTo("2001:db8::7 1");
  }

  @Example
  void an_ipv4_mapped_client_is_ipv4_in_both_versions() {
    assertThat(read("PROXY TCP6 ::ffff:192.0.2.7 ::1 5 25\r\n"))
        .contains(new Named(address(192, 0, 2, 7), 5));
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 255, (byte) 255, (byte) 192, 0, 2, 7};
    assertThat(read(v2(0x21, 0x21, mapped, new byte[16], port(5), port(25))))
        .contains(new Named(address(192, 0, 2, 7), 5));
  }

  @Example
  void version_1_unknown_names_nobody_whatever_follows() {
    assertThat(read("PROXY UNKNOWN\r\n")).contains(new Unnamed());
    assertThat(read("PROXY UNKNOWN ffff::1 ::1 1 x\r\n")).contains(new Unnamed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY TCP4 192.0.2.7 198.51.100.1 40000\r\n",
        "PROXY TCP4 192.0.2.7 198.51.100.1 40000 25 \r\n",
        "PROXY TCP4  192.0.2.7 198.51.100.1 40000 25\r\n",
        "PROXY TCP4 192.0.2.7 198.51.100.1 40000 65536\r\n",
        "PROXY TCP4 192.0.2.7 198.51.100.1 +4000 25\r\n",
        "PROXY TCP4 192.0.2.7 198.51.100.1 040 25\r\n",
        "PROXY TCP4 192.0.2.07 198.51.100.1 40000 25\r\n",
        "PROXY TCP4 192.0.2 198.51.100.1 40000 25\r\n",
        "PROXY TCP4 ::1 ::1 40000 25\r\n",
        "PROXY TCP6 192.0.2.7 198.51.100.1 40000 25\r\n",
        "PROXY TCP4 192.0.2.0/24 198.51.100.1 40000 25\r\n",
        "PROXY TCP6 fe80::1%eth0 ::1 40000 25\r\n",
        "PROXY UDP4 192.0.2.7 198.51.100.1 40000 25\r\n",
        "PROXY tcp4 192.0.2.7 198.51.100.1 40000 25\r\n",
        "PROXY UNKNOWN\n",
        "PROXY UNKNOWN\0\r\n",
        "PROXY UNKNOWN \r \r\n",
        "PROXY \r\n",
        "PROXY\r\n",
        "proxy TCP4 192.0.2.7 198.51.100.1 40000 25\r\n",
        "EHLO client.example\r\n",
        "\r\n\r\n\0\r\nQUIX"
      })
  void anything_else_is_garbage(String text) {
    assertThat(read(text).orElseThrow()).isInstanceOf(Garbage.class);
  }

  @Example
  void a_first_octet_that_belongs_to_no_header_is_told_at_once() {
    assertThat(read("X").orElseThrow()).isInstanceOf(Garbage.class);
    assertThat(read("PX").orElseThrow()).isInstanceOf(Garbage.class);
    assertThat(read("\r\nX").orElseThrow()).isInstanceOf(Garbage.class);
  }

  @Example
  void version_1_has_107_octets_at_the_most() {
    String longest = "PROXY UNKNOWN " + "x".repeat(91) + "\r\n";
    assertThat(longest).hasSize(107);
    assertThat(read(longest)).contains(new Unnamed());
    assertThat(read("PROXY UNKNOWN " + "x".repeat(92)))
        .isEmpty(); // 106 octets, and none of them ends it
    assertThat(read("PROXY UNKNOWN " + "x".repeat(93)).orElseThrow()).isInstanceOf(Garbage.class);
  }

  @Example
  void version_2_names_its_client_and_may_have_vectors_behind() {
    byte[] noop = {4, 0, 2, 9, 9};
    byte[] alpn = {1, 0, 1, 'h'};
    assertThat(read(v2(0x21, 0x11, bytes(192, 0, 2, 7), new byte[4], port(9), port(25))))
        .contains(new Named(address(192, 0, 2, 7), 9));
    assertThat(
            read(v2(0x21, 0x11, bytes(192, 0, 2, 7), new byte[4], port(9), port(25), noop, alpn)))
        .contains(new Named(address(192, 0, 2, 7), 9));
  }

  @Example
  void version_2_local_unspecified_and_unix_name_nobody() {
    assertThat(read(v2(0x20, 0x00))).contains(new Unnamed());
    assertThat(read(v2(0x20, 0x11, bytes(192, 0, 2, 7), new byte[4], port(9), port(25))))
        .contains(new Unnamed());
    assertThat(read(v2(0x20, 0xff, bytes(1, 2, 3)))).contains(new Unnamed());
    assertThat(read(v2(0x21, 0x00, bytes(1, 2, 3)))).contains(new Unnamed());
    assertThat(read(v2(0x21, 0x31, new byte[216]))).contains(new Unnamed());
  }

  @Example
  void version_2_with_anything_unassigned_short_or_of_datagrams_is_garbage() {
    byte[] ends = new byte[12];
    assertThat(read(v2(0x11, 0x11, ends)).orElseThrow()).isInstanceOf(Garbage.class);
    assertThat(read(v2(0x31, 0x11, ends)).orElseThrow()).isInstanceOf(Garbage.class);
    assertThat(read(v2(0x22, 0x11, ends)).orElseThrow()).isInstanceOf(Garbage.class);
    assertThat(read(v2(0x21, 0x12, ends)).orElseThrow()).isInstanceOf(Garbage.class);
    assertThat(read(v2(0x21, 0x41, new byte[300])).orElseThrow()).isInstanceOf(Garbage.class);
    assertThat(read(v2(0x21, 0x10, ends)).orElseThrow()).isInstanceOf(Garbage.class);
    assertThat(read(v2(0x21, 0x11, new byte[11])).orElseThrow()).isInstanceOf(Garbage.class);
    assertThat(read(v2(0x21, 0x21, ends)).orElseThrow()).isInstanceOf(Garbage.class);
    assertThat(read(v2(0x21, 0x31, new byte[215])).orElseThrow()).isInstanceOf(Garbage.class);
    assertThat(read(v2(0x21, 0x11, ends, bytes(4, 0))).orElseThrow()).isInstanceOf(Garbage.class);
    assertThat(read(v2(0x21, 0x11, ends, bytes(4, 0, 2, 1))).orElseThrow())
        .isInstanceOf(Garbage.class);
  }

  @Example
  void a_header_that_announces_more_than_any_proxy_sends_is_garbage_before_it_has_come() {
    byte[] header = v2(0x21, 0x11, new byte[ProxyHeader.Binary.LONGEST + 1]);
    assertThat(read(ByteBuffer.allocate(16).put(header, 0, 16).array()).orElseThrow())
        .isInstanceOf(Garbage.class);
  }

  @Example
  void a_checksum_is_verified() {
    byte[] sum = {3, 0, 4, 0, 0, 0, 0};
    byte[] header = v2(0x21, 0x11, new byte[12], sum);
    CRC32C crc = new CRC32C();
    crc.update(header);
    ByteBuffer.wrap(header).putInt(header.length - 4, (int) crc.getValue());
    assertThat(read(header)).contains(new Named(address(0, 0, 0, 0), 0));
    header[16]++;
    assertThat(read(header).orElseThrow()).isInstanceOf(Garbage.class);
    assertThat(read(v2(0x21, 0x11, new byte[12], bytes(3, 0, 1, 0))).orElseThrow())
        .isInstanceOf(Garbage.class);
  }

  /** Whatever follows it, and wherever the network cuts it. */
  @Property
  void a_header_is_read_the_same_at_every_split_and_no_octet_behind_it_is_touched(
      @ForAll("headers") byte[] header, @ForAll @Size(max = 20) byte[] behind) {
    Optional<ProxyHeader> whole = read(header);
    byte[] all = ByteBuffer.allocate(header.length + behind.length).put(header).put(behind).array();
    ByteBuf growing = Unpooled.buffer();
    for (int i = 0; i < header.length - 1; i++) {
      growing.writeByte(all[i]);
      assertThat(ProxyHeader.read(growing)).isEmpty();
      assertThat(growing.readerIndex()).isZero();
    }
    growing.writeBytes(all, header.length - 1, behind.length + 1);
    assertThat(ProxyHeader.read(growing)).isEqualTo(whole).isPresent();
    assertThat(whole.get()).isNotInstanceOf(Garbage.class);
    assertThat(growing.readableBytes()).isEqualTo(behind.length);
  }

  /** One octet changed, nearly a header: it never throws, and what is no header stays none. */
  @Property(tries = 3_000)
  void whatever_comes_is_a_header_or_garbage_or_not_yet_one_and_more_octets_change_no_verdict(
      @ForAll("headers") byte[] header,
      @ForAll @IntRange(max = 300) int at,
      @ForAll byte octet,
      @ForAll @Size(max = 30) byte[] behind) {
    byte[] changed = ByteBuffer.allocate(header.length + behind.length).put(header).array();
    System.arraycopy(behind, 0, changed, header.length, behind.length);
    changed[at % changed.length] = octet;
    Optional<ProxyHeader> verdict = Optional.empty();
    ByteBuf growing = Unpooled.buffer();
    for (byte b : changed) {
      growing.writeByte(b);
      if (verdict.isEmpty()) {
        verdict = ProxyHeader.read(growing);
      }
    }
    assertThat(read(changed).map(Object::getClass)).isEqualTo(verdict.map(Object::getClass));
  }

  @Property
  void any_octets_are_borne(@ForAll @Size(max = 200) byte[] octets) {
    assertThat(read(octets)).isNotNull();
    byte[] signed = ByteBuffer.allocate(12 + octets.length).put(SIGNATURE).put(octets).array();
    assertThat(read(signed)).isNotNull();
  }

  @Provide
  Arbitrary<byte[]> headers() {
    Arbitrary<Integer> octet = Arbitraries.integers().between(0, 255);
    Arbitrary<byte[]> text =
        Combinators.combine(octet, octet, Arbitraries.integers().between(0, 65_535))
            .as((a, b, p) -> "PROXY TCP4 " + a + ".2.3." + b + " 1.2.3.4 " + p + " 25\r\n")
            .map(line -> line.getBytes(StandardCharsets.US_ASCII));
    Arbitrary<byte[]> unknown =
        Arbitraries.of("PROXY UNKNOWN\r\n", "PROXY UNKNOWN x y\r\n", "PROXY TCP6 ::1 ::2 0 1\r\n")
            .map(line -> line.getBytes(StandardCharsets.US_ASCII));
    Arbitrary<byte[]> ipv4 =
        Arbitraries.bytes().array(byte[].class).ofSize(12).map(e -> v2(0x21, 0x11, e));
    Arbitrary<byte[]> ipv6 =
        Arbitraries.bytes()
            .array(byte[].class)
            .ofSize(36)
            .map(e -> v2(0x21, 0x21, e, bytes(4, 0, 1, 7)));
    Arbitrary<byte[]> local =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(50).map(e -> v2(0x20, 0x00, e));
    return Arbitraries.oneOf(text, unknown, ipv4, ipv6, local);
  }

  static byte[] v2(int command, int family, byte[]... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(part);
    }
    return ByteBuffer.allocate(16 + body.size())
        .put(SIGNATURE)
        .put((byte) command)
        .put((byte) family)
        .putShort((short) body.size())
        .put(body.toByteArray())
        .array();
  }

  static byte[] bytes(int... values) {
    byte[] octets = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      octets[i] = (byte) values[i];
    }
    return octets;
  }

  static byte[] port(int port) {
    return bytes(port >> 8, port & 255);
  }

  private static IpAddress address(int... octets) {
    return IpAddress.of(bytes(octets));
  }

  private static String shown(Optional<ProxyHeader> header) {
    Named named = (Named) header.orElseThrow();
    return named.client() + " " + named.port();
  }

  private static Optional<ProxyHeader> read(String text) {
    return read(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Optional<ProxyHeader> read(byte[] octets) {
    return ProxyHeader.read(Unpooled.wrappedBuffer(octets));
  }
}
