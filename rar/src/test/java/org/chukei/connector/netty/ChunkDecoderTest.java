package org.chukei.connector.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ChunkDecoderTest {

  @Property(tries = 5_000)
  void a_chunk_is_as_many_octets_as_were_said_whatever_they_are(
      @ForAll("octets") String octets,
      @ForAll("sizes") int size,
      @ForAll("cuts") List<Integer> cuts) {
    KeptContent kept = new KeptContent();
    ChunkDecoder decoder = new ChunkDecoder(size, kept);
    byte[] in = octets.getBytes(StandardCharsets.ISO_8859_1);
    int at = 0;
    for (int cut : cuts.stream().map(c -> c % (in.length + 1)).sorted().toList()) {
      at = decoder.decode(in, at, Math.max(at, cut));
    }
    at = decoder.decode(in, at, in.length);

    assertThat(at).isEqualTo(Math.min(size, in.length));
    assertThat(decoder.isAtEnd()).isEqualTo(size <= in.length);
    assertThat(kept.octets())
        .isEqualTo(octets.substring(0, at).getBytes(StandardCharsets.ISO_8859_1));
  }

  @Property(tries = 5_000)
  void lines_cut_into_chunks_anywhere_are_whole_lines_or_told_of(
      @ForAll("octets") String octets, @ForAll("cuts") List<Integer> cuts) {
    KeptContent kept = new KeptContent();
    LineCheck check = new LineCheck(kept);
    byte[] in = octets.getBytes(StandardCharsets.ISO_8859_1);
    int at = 0;
    for (int cut : cuts.stream().map(c -> c % (in.length + 1)).sorted().toList()) {
      check.write(in, at, cut);
      at = cut;
    }
    check.write(in, at, in.length);
    check.end();

    String rest = octets.replace("\r\n", "");
    boolean bare = rest.indexOf('\r') >= 0 || rest.indexOf('\n') >= 0;
    assertThat(kept.hasBareCrOrLf()).isEqualTo(bare);
    if (!bare) {
      assertThat(kept.octets()).isEqualTo(in);
    }
  }

  @Example
  void a_chunk_larger_than_an_array_can_be_is_counted() {
    ChunkDecoder decoder = new ChunkDecoder(Long.MAX_VALUE, new KeptContent());
    assertThat(decoder.decode(new byte[10], 0, 10)).isEqualTo(10);
    assertThat(decoder.isAtEnd()).isFalse();
  }

  @Provide
  Arbitrary<String> octets() {
    return Arbitraries.of("\r\n", "\r", "\n", ".", "\r\n.\r\n", "a", "\0", "\u00ff", "QUIT\r\n")
        .list()
        .ofMaxSize(12)
        .map(l -> String.join("", l));
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.integers().between(0, 30);
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(0, 1000).list().ofMaxSize(6);
  }
}
