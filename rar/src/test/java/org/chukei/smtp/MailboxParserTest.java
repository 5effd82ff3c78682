package org.chukei.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxParserTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "info@example.jp",
        "用户@例子.广告",
        "пётр.i@example.com",
        "\"ü @\"@example.com",
        "\uD83D\uDE00@example.com",
        "info@xn--wgv71a119e.jp"
      })
  void an_address_is_kept_as_it_was_given(String address) {
    assertThat(MailboxParser.mailbox(address).map(Mailbox::toString)).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u0085b@example.com",
        "a\u2028b@example.com",
        "\ud800@example.com",
        "\"\\ü\"@example.com", // RFC 6531 §3.3 leaves quoted pairs as they were
        "info@exa\u00a0mple.com",
        "info@[ü]"
      })
  void what_would_break_a_line_or_is_no_character_is_no_address(String address) {
    assertThat(MailboxParser.mailbox(address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A1.b-c.example", "0.a", "a--b.example", "_dmarc.example", "a_b"})
  void names_of_letters_digits_and_what_joins_them_are_domains(String name) {
    assertThat(MailboxParser.domain(name).map(MailDomain::toString)).contains(name);
    assertThat(MailboxParser.mailbox(name + "@" + name)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "a.", ".a", "a..b", "-", "-a", "a-", "a.-b", "a-.b", "a b", "a@b", "a:b"})
  void what_begins_or_ends_with_what_joins_is_no_domain(String name) {
    assertThat(MailboxParser.domain(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a b", "a:b", "a(b"})
  void what_is_no_dot_string_is_no_local_part(String localPart) {
    assertThat(MailboxParser.mailbox(localPart + "@example.com")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[192.0.2.1]",
        "[IPv6:::]",
        "[IPv6:::1]",
        "[ipv6:2001:DB8::1]",
        "[IPv6:1:2:3:4:5:6:7:8]",
        "[IPv6:1:2:3:4:5:6:192.0.2.1]",
        "[IPv6:::ffff:192.0.2.1]",
      })
  void an_address_literal_is_an_address(String literal) {
    assertThat(MailboxParser.domainOrLiteral(literal).map(MailDomain::toString)).contains(literal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[192.0.2]",
        "[192.0.2.256]",
        "[192.0.2.1",
        "[x:192.0.2.1]",
        "[IPv6:]",
        "[IPv6:1:2]",
        "[IPv6:1::2::3]",
        "[IPv6::::1]",
        "[IPv6:1:2:3:4:5:6:7:8:9]",
        "[IPv6:1:2:3:4:5:6:7::8]",
        "[IPv6:12345::]",
        "[IPv6:192.0.2.1::]",
        "[IPv6:fe80::1%eth0]",
        "[::1]",
      })
  void what_is_no_address_is_no_literal(String literal) {
    assertThat(MailboxParser.domainOrLiteral(literal)).isEmpty();
  }

  @Test
  void lengths_are_counted_in_octets() {
    assertThat(MailboxParser.mailbox("ü".repeat(32) + "@example.com")).isPresent();
    assertThat(MailboxParser.mailbox("ü".repeat(33) + "@example.com")).isEmpty();
    // 59 octets with the prefix, or 64.
    assertThat(MailboxParser.domain("ü" + "a".repeat(52) + ".jp")).isPresent();
    assertThat(MailboxParser.domain("ü" + "a".repeat(60) + ".jp")).isEmpty();
  }

  @Test
  void domains_are_equal_however_their_labels_are_written() {
    assertThat(MailboxParser.domain("日本語.JP")).isEqualTo(MailboxParser.domain("xn--WGV71A119E.jp"));
    assertThat(MailboxParser.domain("日本語.JP").orElseThrow().isAscii()).isFalse();
    assertThat(MailboxParser.domain("faß.de")).isNotEqualTo(MailboxParser.domain("fass.de"));
  }
}
