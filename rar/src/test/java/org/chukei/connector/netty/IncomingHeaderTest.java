package org.chukei.connector.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncomingHeaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | Subject: x~~Received: y~",
        "1 | Received: x~",
        "1 | RECEIVED  : x~ Received: folded~Subject: x~",
        "0 | X-Received: x~Received-SPF: pass~Receive: x~Received x: y~",
        "2 | received:x~Received:~~Received: in the body~",
        "0 | ~Received: in the body~",
        "0 | Received"
      })
  void fields_of_the_header_are_counted_however_the_octets_are_split(int hops, String lines) {
    byte[] octets = lines.replace("~", "\r\n").getBytes(StandardCharsets.US_ASCII);
    for (int cut = 0; cut <= octets.length; cut++) {
      IncomingHeader header = new IncomingHeader();
      header.read(octets, 0, cut);
      header.read(octets, cut, octets.length);
      assertThat(header.hops()).isEqualTo(hops);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"12 | a: b~ c~~no: field~", "10 | no field~a: b~", "6 | a: b~", "0 | ''"})
  void only_lines_that_are_fields_are_measured_as_header(int size, String lines) {
    byte[] octets = lines.replace("~", "\r\n").getBytes(StandardCharsets.US_ASCII);
    for (int cut = 0; cut <= octets.length; cut++) {
      IncomingHeader header = new IncomingHeader();
      header.read(octets, 0, cut);
      header.read(octets, cut, octets.length);
      assertThat(header.headerSize()).isEqualTo(size);
    }
  }

  @Test
  void a_first_line_without_end_is_soon_no_header_any_more() {
    byte[] octets = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
    IncomingHeader header = new IncomingHeader();
    header.read(octets, 0, octets.length);
    assertThat(header.headerSize()).isEqualTo(999);
  }
}
