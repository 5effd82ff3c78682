package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Addresses beyond US-ASCII (RFC 6531): passed on as they came, local ones, and ones that nobody
 * takes.
 */
@ExtendWith(SharedRelay.class)
class SmtpUtf8IT {

  private static final String HEADER = "Subject: \u4f8b\r\n\r\nbody\r\n";

  @AfterEach
  void asUsual(NextHop hop) throws IOException {
    hop.offer(NextHop.USUAL);
  }

  /** A talk has one character for each octet. */
  private static String octets(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Test
  void envelope_and_header_pass_as_they_came(RunningRelay relay, NextHop hop) throws IOException {
    hop.offer(List.of("PIPELINING", "8BITMIME", "SMTPUTF8"));
    String recipient = octets("\u7528\u6237@\u4f8b\u5b50.\u5e7f\u544a");
    try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.mxPort())) {
      talk.envelopeOf("BODY=8BITMIME SMTPUTF8", octets("\u00fc@example.com"), recipient);
      assertThat(talk.content(octets(HEADER))).startsWith("250 ");
    }

    NextHop.Message message = hop.awaitMessageTo(recipient);
    assertThat(message.sender()).isEqualTo(octets("\u00fc@example.com"));
    assertThat(message.content())
        .contains(" with UTF8SMTP id ", "for <" + recipient + ">")
        .endsWith(octets("\r\nX-Relay: PMail Server From \u00fc@example.com\r\n" + HEADER));
  }

  @Test
  void what_the_next_hop_cannot_take_comes_back(RunningRelay relay, NextHop hop)
      throws IOException {
    try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.mxPort())) {
      talk.envelopeOf("SMTPUTF8", "info2@example.jp", "utf8-header@example.net");
      assertThat(talk.content(octets(HEADER))).startsWith("250 ");
      talk.envelopeOf("SMTPUTF8", "info2@example.jp", "utf8-asked-for-only@example.net");
      assertThat(talk.content("Subject: x\r\n\r\n" + octets("\u00fc\r\n"))).startsWith("250 ");
    }

    hop.awaitMessageTo("utf8-asked-for-only@example.net");
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(relay.maildir("example.jp", "info2"))
                    .anySatisfy(
                        mail ->
                            assertThat(mail).contains("utf8-header@example.net", "Status: 5.6.7")));
  }

  @Test
  void a_local_user_is_found_however_its_address_is_written(RunningRelay relay) throws IOException {
    relay.cli("domain", "add", "\u4f8b\u3048.jp");
    relay.cliWithInput(
        SharedRelay.PASSWORD, "account", "add", "J\u00fcrgen@xn--r8jz45g.jp", "--password-stdin");
    try (Talk talk = Talk.from("127.0.0.1", relay.mxPort())) {
      talk.envelopeOf(
          "SMTPUTF8",
          "someone@example.com",
          octets("j\u00fcrgen@\u4f8b\u3048.JP"),
          octets("ju\u0308rgen@xn--r8jz45g.jp"));
      assertThat(talk.ask("RCPT TO:<" + octets("j\u00f6rgen@\u4f8b\u3048.jp") + ">"))
          .startsWith("550 5.1.1");
      assertThat(talk.content("Subject: for-juergen\r\n\r\n")).startsWith("250 ");
    }

    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(relay.maildir("xn--r8jz45g.jp", "j%C3%BCrgen"))
                    .anySatisfy(mail -> assertThat(mail).contains("Subject: for-juergen")));
  }
}
