package org.chukei.connector.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.chukei.connector.session.ReferenceContent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDecoderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".\r\n",
        "a\r\n.\r\nNOOP\r\n",
        "..\r\n...\r\n.a\r\n.\r\n",
        "Subject: x\r\n\r\nline\r\n..dot\r\n\0\r\n.\r\n.\r\n",
        "a\n.\r\nb\r\n.\r\n",
        "a\r\n.\nb\r\n.\r\n",
        "a\r.\rb\r\r\n.\r\r\n.\r\n",
        ".\r.\r\nx\r\n.\r\n",
        "no end of data\r\n."
      })
  void every_split_gives_what_the_reference_gives(String octets) {
    for (int first = 0; first <= octets.length(); first++) {
      for (int second = first; second <= octets.length(); second++) {
        check(octets, List.of(first, second));
      }
    }
  }

  @Property(tries = 20_000)
  void any_octets_in_any_pieces_give_what_the_reference_gives(
      @ForAll("octets") String octets, @ForAll("cuts") List<Integer> cuts) {
    check(octets, cuts.stream().map(c -> c % (octets.length() + 1)).sorted().toList());
  }

  private static void check(String octets, List<Integer> cuts) {
    KeptContent kept = new KeptContent();
    DataDecoder decoder = new DataDecoder(kept);
    byte[] in = octets.getBytes(StandardCharsets.ISO_8859_1);
    int at = 0;
    for (int cut : cuts) {
      at = decoder.isAtEnd() ? at : decoder.decode(in, at, cut);
    }
    at = decoder.isAtEnd() ? at : decoder.decode(in, at, in.length);

    ReferenceContent expected = ReferenceContent.of(octets);
    assertThat(decoder.isAtEnd()).isEqualTo(expected != null);
    if (expected != null) {
      assertThat(at).isEqualTo(expected.end());
      assertThat(kept.hasBareCrOrLf()).isEqualTo(expected.bareCrOrLf());
      if (!expected.bareCrOrLf()) {
        assertThat(kept.octets()).isEqualTo(expected.content());
      }
    }
  }

  @Provide
  Arbitrary<String> octets() {
    Arbitrary<String> pieces =
        Arbitraries.of("\r\n", "\r", "\n", ".", "..", "\r\n.", "\r\n.\r\n", "a", "\0", "\u00ff");
    return pieces.list().ofMaxSize(30).map(l -> String.join("", l));
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(0, 1000).list().ofMaxSize(6);
  }
}
