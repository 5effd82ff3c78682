package org.chukei.connector.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.chukei.connector.session.LineFault;
import org.chukei.smtp.SmtpLimits;
import org.junit.jupiter.api.Test;

class LineDecoderTest {

  private static final String TOO_LONG = "<" + LineFault.TOO_LONG + ">";
  private static final String BARE = "<" + LineFault.BARE_CR_OR_LF + ">";

  @Test
  void lines_end_with_crlf() {
    assertThat(lines("EHLO x\r\n\r\nQUIT\r\nunfinished")).containsExactly("EHLO x", "", "QUIT");
  }

  @Test
  void octets_are_kept_as_they_came() {
    assertThat(lines("a\0\u00ff\t \r\n")).containsExactly("a\0\u00ff\t ");
  }

  @Test
  void a_bare_lf_is_told_at_once_and_the_rest_swallowed_up_to_crlf() {
    assertThat(lines("a\n")).containsExactly(BARE);
    assertThat(lines("a\nQUIT\nRSET\r\nNOOP\r\n")).containsExactly(BARE, "NOOP");
  }

  @Test
  void a_bare_cr_is_told_and_the_rest_swallowed_up_to_crlf() {
    assertThat(lines("a\rQUIT\r\nNOOP\r\n")).containsExactly(BARE, "NOOP");
    assertThat(lines("a\r\r\nNOOP\r\n")).containsExactly(BARE, "NOOP");
  }

  @Test
  void the_longest_line_is_taken_and_one_more_octet_is_too_long() {
    assertThat(lines("x".repeat(12_286) + "\r\n")).containsExactly("x".repeat(12_286));
    assertThat(lines("x".repeat(12_287) + "\r\nNOOP\r\n")).containsExactly(TOO_LONG, "NOOP");
    assertThat(lines("x".repeat(12_287))).containsExactly(TOO_LONG);
    assertThat(lines("x".repeat(50_000) + "\nQUIT\r\nNOOP\r\n")).containsExactly(TOO_LONG, "NOOP");
  }

  @Test
  void every_split_of_a_sample_gives_the_same_lines() {
    String sample = "EHLO x\r\nMAIL\nRCPT\r\nA\rB\r\r\n\r\nNOOP\r\n";
    List<String> whole = lines(sample);
    for (int first = 0; first <= sample.length(); first++) {
      for (int second = first; second <= sample.length(); second++) {
        assertThat(lines(sample, first, second)).isEqualTo(whole);
      }
    }
  }

  @Property(tries = 5_000)
  void any_octets_in_any_pieces_give_the_lines_of_the_whole(
      @ForAll("octets") String octets, @ForAll("octets") String more) {
    String all = octets + more;
    List<String> whole = lines(all);
    assertThat(lines(all, octets.length())).isEqualTo(whole);
    assertThat(whole).noneMatch(l -> l.indexOf('\r') >= 0 || l.indexOf('\n') >= 0);
  }

  @Provide
  Arbitrary<String> octets() {
    return Arbitraries.of("\r\n", "\r", "\n", "a", "\0", "x".repeat(6_143))
        .list()
        .ofMaxSize(12)
        .map(l -> String.join("", l));
  }

  private static List<String> lines(String octets, int... cuts) {
    LineDecoder decoder = new LineDecoder(SmtpLimits.AUTH_LINE);
    List<String> lines = new ArrayList<>();
    ByteBuf in = Unpooled.buffer();
    int at = 0;
    for (int i = 0; i <= cuts.length; i++) {
      int to = i < cuts.length ? cuts[i] : octets.length();
      in.writeBytes(octets.substring(at, to).getBytes(StandardCharsets.ISO_8859_1));
      at = to;
      for (Optional<LineDecoder.Line> line = decoder.decode(in);
          line.isPresent();
          line = decoder.decode(in)) {
        lines.add(
            line.get() instanceof LineDecoder.Line.Text text
                ? text.octets()
                : "<" + ((LineDecoder.Line.Faulty) line.get()).fault() + ">");
      }
    }
    return lines;
  }
}
