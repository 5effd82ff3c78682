package org.chukei.connector.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageIdFieldTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1@example.com | Subject: x~Message-ID: <1@example.com>~~body~",
        "1@example.com | MESSAGE-id \t:<1@example.com> (a comment)~~",
        "1@example.com | Message-ID:~ ~\t<1@example.com>~~", // as Exchange folds long ones
        "1@example.com | Message-ID: <1@exam~ ple.com>~~",
        "1@example.com | Message-ID: <1@example.com>~Message-ID: <2@example.com>~~",
        "2@example.com | Message-ID: none~Message-ID: <2@example.com>~~",
        "é@例.jp | Message-ID: <é@例.jp>~~",
        "'' | Message-ID: <~Subject: 1@example.com>~~",
        "'' | Message-ID: <>~~",
        "'' | X-Message-ID: <1@example.com>~Message-IDs: <1@example.com>~Message-I: <1>~~",
        "'' | Subject: x~~Message-ID: <in@the.body>~"
      })
  void the_first_message_id_is_kept_however_the_octets_are_split(String id, String lines) {
    byte[] octets = lines.replace("~", "\r\n").getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= octets.length; cut++) {
      IncomingHeader header = new IncomingHeader();
      header.read(octets, 0, cut);
      header.read(octets, cut, octets.length);
      assertThat(header.messageId().orElse("")).as("cut at " + cut).isEqualTo(id);
    }
  }

  @Test
  void what_is_longer_than_a_line_may_be_is_no_message_id() {
    assertThat(messageId("x".repeat(998))).contains("x".repeat(998));
    assertThat(messageId("x".repeat(999))).isEmpty();
  }

  private static Optional<String> messageId(String id) {
    byte[] octets = ("Message-ID: <" + id + ">\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    IncomingHeader header = new IncomingHeader();
    header.read(octets, 0, octets.length);
    return header.messageId();
  }
}
