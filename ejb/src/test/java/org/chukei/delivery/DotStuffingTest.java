package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DotStuffingTest {

  /** The laxest server there is: takes CR, LF, CRLF and any mixture for the end of a line. */
  @Property(tries = 5_000)
  void even_the_laxest_reader_finds_the_end_of_data_at_the_end_only(
      @ForAll("texts") String text, @ForAll("cuts") List<Integer> cuts) throws Exception {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    DotStuffing out =
        new DotStuffing(block -> sent.write(block.array(), block.position(), block.remaining()));
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    int at = 0;
    for (int cut : cuts.stream().map(c -> c % (octets.length + 1)).sorted().toList()) {
      out.write(java.util.Arrays.copyOfRange(octets, at, cut), cut - at);
      at = cut;
    }
    out.write(java.util.Arrays.copyOfRange(octets, at, octets.length), octets.length - at);

    String rest = text.replace("\r\n", "");
    boolean lines = rest.indexOf('\r') < 0 && rest.indexOf('\n') < 0;
    assertThat(out.isLines()).isEqualTo(lines || text.endsWith("\r") && isLines(text + "\n"));
    assertThat(out.isWholeLines()).isEqualTo(lines && (text.isEmpty() || text.endsWith("\r\n")));
    if (out.isWholeLines()) {
      out.end();
      String wire = sent.toString(StandardCharsets.ISO_8859_1);
      assertThat(("\n" + wire).split("[\r\n]\\.[\r\n]", -1)[0]).hasSize(wire.length() - 3);
      assertThat(wire.substring(0, wire.length() - 3).replaceAll("(?m)^\\.\\.", "."))
          .isEqualTo(text);
    }
  }

  private static boolean isLines(String text) {
    String rest = text.replace("\r\n", "");
    return rest.indexOf('\r') < 0 && rest.indexOf('\n') < 0;
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> clean =
        Arbitraries.of("\r\n", ".", "..", "\r\n.", "\r\n.\r\n", "a", "\0", "\u00ff");
    Arbitrary<String> any = Arbitraries.of("\r\n", ".", "\r", "\n", "a", "\r\n.");
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(2, clean.list().ofMaxSize(12).map(l -> String.join("", l) + "\r\n")),
        net.jqwik.api.Tuple.of(1, any.list().ofMaxSize(8).map(l -> String.join("", l))));
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(0, 1000).list().ofMaxSize(4);
  }
}
