package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chukei.delivery.FakeNextHop.DROP;
import static org.chukei.delivery.FakeNextHop.HANG;
import static org.chukei.delivery.Messages.content;
import static org.chukei.delivery.Messages.envelope;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.chukei.clock.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpConnectionsTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final SmtpTimeouts PATIENT =
      new SmtpTimeouts(LONG, LONG, LONG, LONG, LONG, LONG, LONG);
  private static final Duration IDLE = Duration.ofSeconds(5);

  private final TestClock clock = new TestClock();
  private FakeNextHop hop;
  private SmtpConnections connections;

  @BeforeEach
  void start() throws IOException {
    hop = new FakeNextHop();
    connections = connections(100, 20);
  }

  @AfterEach
  void stop() throws IOException {
    connections.close();
    hop.close();
  }

  private SmtpConnections connections(int messages, int perHop) {
    return new SmtpConnections(
        Messages.opening(PATIENT), new SmtpConnections.Limits(IDLE, messages, perHop), clock);
  }

  private Outcome deliver() throws UnreadableContentException {
    return deliver("a@example.com").get(0);
  }

  private List<Outcome> deliver(String... recipients) throws UnreadableContentException {
    TreeSet<Integer> positions = new TreeSet<>();
    IntStream.range(0, recipients.length).forEach(positions::add);
    return new SmtpClient(connections)
        .deliver(
            envelope(recipients),
            positions,
            content(Messages.CONTENT),
            new NextHops.Found(List.of(hop.hop())));
  }

  private int count(String verb) {
    return (int) hop.commands().stream().filter(line -> line.startsWith(verb)).count();
  }

  @Test
  void a_second_message_to_the_same_hop_takes_the_same_connection() throws Exception {
    deliver();
    assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.connections()).isEqualTo(1);
    assertThat(hop.commands())
        .containsExactly(
            "EHLO relay.example.jp",
            "MAIL FROM:<sender@example.jp>",
            "RCPT TO:<a@example.com>",
            "DATA",
            "MAIL FROM:<sender@example.jp>",
            "RCPT TO:<a@example.com>",
            "DATA");
  }

  @Test
  void another_hop_has_connections_of_its_own() throws Exception {
    deliver();
    try (SmtpLease other =
        connections.lend(
            List.of(TestHops.smtp("other.example", hop.hop().ip().orElseThrow(), hop.port())))) {
      assertThat(other.hop().host()).isEqualTo("other.example");
    }
    assertThat(hop.connections()).isEqualTo(2);
  }

  @Test
  void a_transaction_that_was_refused_is_reset_before_the_next_message() throws Exception {
    hop.answerOnce("RCPT", "550 5.1.1 no");
    assertThat(deliver()).isInstanceOf(Outcome.Failed.class);
    assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.connections()).isEqualTo(1);
    assertThat(hop.commands().subList(3, 5))
        .containsExactly("RSET", "MAIL FROM:<sender@example.jp>");
  }

  @Test
  void a_connection_that_the_peer_has_closed_meanwhile_costs_no_attempt() throws Exception {
    hop.answerOnce("END", "250 2.0.0 ok" + DROP);
    deliver();
    assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.connections()).isEqualTo(2);
  }

  @Test
  void a_farewell_that_came_meanwhile_is_noticed_before_anything_is_sent() throws Exception {
    hop.answerOnce("END", "250 2.0.0 ok\r\n421 4.4.2 you were idle");
    deliver();
    assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.connections()).isEqualTo(2);
    assertThat(count("MAIL")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {DROP, "421 4.7.0 too many messages on this connection" + DROP})
  void a_used_connection_that_ends_at_mail_is_replaced_at_once(String end) throws Exception {
    deliver();
    hop.answerOnce("MAIL", end);
    assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.connections()).isEqualTo(2);
  }

  @Test
  void a_used_connection_that_ends_at_a_pipelined_group_is_replaced_at_once() throws Exception {
    hop.offering("PIPELINING");
    deliver();
    hop.answerOnce("MAIL", DROP);
    assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.connections()).isEqualTo(2);
  }

  @Test
  void a_used_connection_that_ends_at_rset_is_replaced_at_once() throws Exception {
    hop.answerOnce("RCPT", "550 5.1.1 no").answerOnce("RSET", DROP);
    deliver();
    assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.connections()).isEqualTo(2);
  }

  @Test
  void a_new_connection_that_ends_at_mail_defers() throws Exception {
    deliver();
    hop.answerOnce("MAIL", DROP).answerOnce("MAIL", DROP);
    assertThat(deliver()).isInstanceOf(Outcome.Deferred.class);
    assertThat(hop.connections()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RCPT", "DATA", "END"})
  void once_mail_was_answered_a_lost_connection_defers(String stage) throws Exception {
    deliver();
    hop.answerOnce(stage, DROP);
    assertThat(deliver()).isInstanceOf(Outcome.Deferred.class);
    assertThat(hop.connections()).isEqualTo(1);
  }

  @Test
  void a_hop_that_takes_one_transaction_a_connection_gets_all_recipients_at_once()
      throws Exception {
    hop.answer("END", "250 2.0.0 ok" + DROP);
    List<Outcome> outcomes =
        deliver(
            IntStream.range(0, 250).mapToObj(i -> "r" + i + "@example.com").toArray(String[]::new));
    assertThat(outcomes).hasSize(250).allMatch(outcome -> outcome instanceof Outcome.Delivered);
    assertThat(hop.connections()).isEqualTo(3);
  }

  @Test
  void after_so_many_messages_a_connection_gets_quit() throws Exception {
    connections = connections(2, 20);
    deliver();
    deliver();
    deliver();
    assertThat(hop.connections()).isEqualTo(2);
    await().until(() -> count("QUIT") == 1);
  }

  @Test
  void no_more_than_so_many_are_kept_for_one_hop() throws Exception {
    connections = connections(100, 1);
    try (SmtpLease first = connections.lend(List.of(hop.hop()));
        SmtpLease second = connections.lend(List.of(hop.hop()))) {
      assertThat(first).isNotSameAs(second);
    }
    await().until(() -> count("QUIT") == 1);
    deliver();
    assertThat(hop.connections()).isEqualTo(2);
  }

  @Test
  void what_is_idle_for_too_long_gets_quit() throws Exception {
    deliver();
    clock.advance(IDLE.minusMillis(1));
    connections.closeExpired();
    deliver();
    clock.advance(IDLE);
    connections.closeExpired();
    await().until(() -> count("QUIT") == 1);
    deliver();
    assertThat(hop.connections()).isEqualTo(2);
  }

  @Test
  void a_peer_that_does_not_answer_quit_is_not_waited_for_and_not_kept() throws Exception {
    hop.answer("QUIT", HANG);
    deliver();
    clock.advance(IDLE);
    connections.closeExpired();
    await().until(() -> count("QUIT") == 1);
    assertThat(hop.open()).isEqualTo(1);
    clock.advance(PATIENT.quit().plusMillis(1));
    connections.closeExpired();
    await().until(() -> hop.open() == 0);
  }

  @Test
  void at_the_end_all_get_quit_and_what_comes_back_later_too() throws Exception {
    deliver();
    try (SmtpLease late = connections.lend(List.of(hop.hop()))) {
      deliver();
      connections.close();
      assertThat(count("QUIT")).isEqualTo(1);
      assertThat(late.isUsable()).isTrue();
    }
    await().until(() -> count("QUIT") == 2);
    assertThat(Collections.frequency(hop.commands(), "EHLO relay.example.jp")).isEqualTo(2);
  }
}
