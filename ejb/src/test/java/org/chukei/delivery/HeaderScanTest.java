package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderScanTest {

  private static boolean scan(String content, int piece) {
    HeaderScan scan = new HeaderScan();
    byte[] octets = content.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < octets.length; at += piece) {
      int count = Math.min(piece, octets.length - at);
      scan.read(java.util.Arrays.copyOfRange(octets, at, at + count), count);
    }
    return scan.hasEightBitHeader();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: ü\r\n\r\n",
        "From: a\r\nTo: ü@example.com\r\n",
        "A: b\r\n\r\n--x\r\nContent-Disposition: attachment; filename=ü.txt\r\n\r\ntext\r\n--x--\r\n",
        "A: b\r\n\r\n--x\r\n\r\ntext\r\n--x\r\nContent-Type: message/global\r\n\r\nSubject: ü\r\n\r\n",
        "Content-Type: MESSAGE/RFC822\r\n\r\nContent-Type: Message/rfc822\r\n\r\nTo: ü@x\r\n\r\n"
      })
  void a_header_beyond_ascii_is_found_wherever_it_is(String content) {
    assertThat(scan(content, 1)).isTrue();
    assertThat(scan(content, 7)).isTrue();
    assertThat(scan(content, 10_000)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Subject: x\r\n\r\nü\r\n",
        "Subject: x\r\n\r\n- ü\r\n-ü\r\n",
        "A: b\r\n\r\nü\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nü\r\n--x--\r\n\r\nü\r\n",
        "Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\nü\r\n"
      })
  void a_text_beyond_ascii_is_none(String content) {
    assertThat(scan(content, 1)).isFalse();
    assertThat(scan(content, 10_000)).isFalse();
  }
}
