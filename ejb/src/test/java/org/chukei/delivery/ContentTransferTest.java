package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chukei.delivery.Messages.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.chukei.smtp.BodyType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which content leaves by which command, and what the next hop gets of it. */
class ContentTransferTest {

  private FakeNextHop hop;
  private SmtpConnections connections;

  @BeforeEach
  void start() throws IOException {
    hop = new FakeNextHop();
    connections = Messages.connections(SmtpTimeouts.STANDARD);
  }

  @AfterEach
  void stop() throws IOException {
    connections.close();
    hop.close();
  }

  private List<Outcome> deliver(BodyType body, byte[] octets, String... recipients)
      throws UnreadableContentException {
    return deliver(body, octets, octets.length, recipients);
  }

  private List<Outcome> deliver(BodyType body, byte[] octets, long size, String... recipients)
      throws UnreadableContentException {
    TreeSet<Integer> positions = new TreeSet<>();
    IntStream.range(0, recipients.length).forEach(positions::add);
    return new SmtpClient(connections)
        .deliver(
            Messages.envelope(body, size, recipients),
            positions,
            content(octets),
            new NextHops.Found(List.of(hop.hop())));
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PIPELINING", "SIZE"})
  void where_chunking_is_offered_content_leaves_in_one_chunk(String other) throws Exception {
    hop.offering(other, "CHUNKING");
    assertThat(deliver(BodyType.SEVEN_BIT, octets("a\r\n.\r\n"), "a@example.com"))
        .singleElement()
        .isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.commands()).last().isEqualTo("BDAT 6 LAST");
    assertThat(hop.contents()).containsExactly(octets("a\r\n.\r\n"));
  }

  @Test
  void a_chunk_holds_any_octets_in_any_number() throws Exception {
    hop.offering("PIPELINING", "CHUNKING", "BINARYMIME");
    Random random = new Random(20_261_124);
    int[] sizes = {1, 2, 16_365, 16_366, 16_367, 16_384, 32_750, 32_768, 1_000_000};
    for (int size : sizes) {
      byte[] octets = new byte[size];
      random.nextBytes(octets);
      deliver(BodyType.BINARY_MIME, octets, "a@example.com");
      assertThat(hop.contents()).last().isEqualTo(octets);
    }
    assertThat(hop.commands())
        .filteredOn(command -> command.startsWith("MAIL"))
        .allMatch(command -> command.endsWith(" BODY=BINARYMIME"));
    assertThat(hop.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CHUNKING", "BINARYMIME"})
  void binary_content_is_returned_where_one_of_both_extensions_is_missing(String offered)
      throws Exception {
    hop.offering("PIPELINING", "8BITMIME", offered);
    Outcome outcome = deliver(BodyType.BINARY_MIME, octets("a\r\n"), "a@example.com").get(0);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(outcome.status()).hasToString("5.6.3");
    assertThat(outcome.text()).contains("BINARYMIME", hop.relay());
    assertThat(hop.commands()).containsExactly("EHLO relay.example.jp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a\r",
        "a\r\nb",
        "a\n.\nb\r\n",
        "a\r.\rb\r\n",
        "a\r\n.\r",
        "a\r\r\n.\r\n",
        "\n"
      })
  void what_is_no_whole_lines_never_leaves_by_data(String text) throws Exception {
    hop.offering("PIPELINING");
    Outcome outcome = deliver(BodyType.SEVEN_BIT, octets(text), "a@example.com").get(0);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(outcome.status()).hasToString("5.6.3");
    assertThat(hop.contents()).isEmpty();

    hop.offering("PIPELINING", "CHUNKING");
    assertThat(deliver(BodyType.SEVEN_BIT, octets(text), "a@example.com"))
        .singleElement()
        .isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.contents()).containsExactly(octets(text));
  }

  @Test
  void nothing_is_sent_where_nobody_wants_it() throws Exception {
    hop.offering("PIPELINING", "CHUNKING").answer("RCPT", "550 5.1.1 no");
    deliver(BodyType.SEVEN_BIT, octets("a\r\n"), "a@example.com", "b@example.com");
    hop.answer("MAIL", "550 5.7.1 no");
    deliver(BodyType.SEVEN_BIT, octets("a\r\n"), "a@example.com", "b@example.com");
    assertThat(hop.commands()).noneMatch(command -> command.startsWith("BDAT"));
    assertThat(hop.commands()).containsOnlyOnce("RSET");
  }

  @Test
  void behind_a_refused_chunk_comes_rset() throws Exception {
    hop.offering("PIPELINING", "CHUNKING").answerOnce("END", "552 5.3.4 too large");
    assertThat(deliver(BodyType.SEVEN_BIT, octets("a\r\n"), "a@example.com").get(0).text())
        .isEqualTo("552 5.3.4 too large");
    deliver(BodyType.SEVEN_BIT, octets("a\r\n"), "a@example.com");
    assertThat(hop.commands())
        .containsSubsequence("BDAT 3 LAST", "RSET", "MAIL FROM:<sender@example.jp>", "BDAT 3 LAST");
    assertThat(hop.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 100_000})
  void content_of_another_size_than_was_told_is_not_sent(int size) {
    hop.offering("PIPELINING", "CHUNKING");
    assertThatThrownBy(() -> deliver(BodyType.SEVEN_BIT, octets("a\r\n"), size, "a@example.com"))
        .isInstanceOf(UnreadableContentException.class);
    assertThat(hop.contents()).isEmpty();
  }
}
