package org.chukei.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogLineTest {

  private static LogLine line() {
    return new LogLine(Instant.parse("2026-11-24T07:20:16.5Z"), "relay", "mx");
  }

  @Test
  void reads_like_a_mail_log() {
    assertThat(
            line()
                .id("01ABC")
                .bracketed("to", "info@example.jp")
                .with("dsn", "2.0.0")
                .with("status", "sent")
                .parenthesised("250 ok")
                .toString())
        .isEqualTo(
            "2026-11-24T07:20:16.500Z relay chukei/mx: 01ABC: to=<info@example.jp>, dsn=2.0.0, status=sent (250 ok)");
  }

  @Test
  void a_peer_can_neither_end_the_line_nor_forge_a_key() {
    String text =
        line()
            .bracketed("helo", "x>, verdict=accepted\r\n2026 fake")
            .with("reason", "a, b=c")
            .parenthesised("250 ok) status=(sent\u3042\u0007")
            .toString();
    assertThat(text)
        .contains("helo=<x\\x3e, verdict=accepted\\x0d\\x0a2026 fake>")
        .contains("reason=a\\x2c\\x20b=c")
        .endsWith("(250 ok) status=(sent\\u3042\\x07)")
        .doesNotContain("\n");
  }

  @Test
  void an_endless_value_is_cut() {
    assertThat(line().bracketed("helo", "x".repeat(5_000)).toString())
        .hasSizeLessThan(1_200)
        .endsWith("...>");
  }
}
