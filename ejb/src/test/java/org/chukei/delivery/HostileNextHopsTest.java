package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chukei.delivery.Messages.content;
import static org.chukei.delivery.Messages.envelope;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Next hops that mean ill, or can't do better. */
class HostileNextHopsTest {

  private FakeNextHop hop;

  @BeforeEach
  void start() throws IOException {
    hop = new FakeNextHop();
  }

  @AfterEach
  void stop() throws IOException {
    hop.close();
  }

  private Outcome deliver() throws UnreadableContentException {
    try (SmtpConnections connections = Messages.connections(SmtpTimeouts.STANDARD)) {
      List<Outcome> outcomes =
          new SmtpClient(connections)
              .deliver(
                  envelope("a@example.com"),
                  new TreeSet<>(List.of(0)),
                  content(Messages.CONTENT),
                  new NextHops.Found(List.of(hop.hop())));
      assertThat(outcomes).hasSize(1);
      return outcomes.get(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "CONTENT", "END"})
  void a_421_at_any_point_is_of_the_host_and_defers(String stage) throws Exception {
    hop.answer(stage, "421 4.3.2 going down" + FakeNextHop.DROP);
    assertThat(deliver())
        .isInstanceOfSatisfying(
            Outcome.Deferred.class,
            deferred -> {
              assertThat(deferred.ofHost()).isTrue();
              assertThat(deferred.text()).contains("going down");
            });
  }

  @Test
  void a_recipient_that_is_put_off_or_refused_is_not_the_host() throws Exception {
    hop.answer("RCPT", "450 4.2.1 421 is only in the text");
    assertThat(deliver())
        .isInstanceOfSatisfying(
            Outcome.Deferred.class, deferred -> assertThat(deferred.ofHost()).isFalse());
  }

  @Test
  void replies_that_come_octet_by_octet_are_whole_replies() throws Exception {
    hop.offering("PIPELINING", "SIZE 1000000", "8BITMIME").sayingOctetByOctet();
    assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.contents()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "END"})
  void a_reply_of_many_lines_and_codes_counts_by_its_last_line(String stage) throws Exception {
    hop.answer(stage, "550-no\r\n250-perhaps\r\n451 4.3.0 not now");
    assertThat(deliver()).isInstanceOf(Outcome.Deferred.class);
    assertThat(hop.contents().size()).isEqualTo(stage.equals("END") ? 1 : 0);
  }

  @Test
  void an_ehlo_list_of_a_thousand_extensions_is_read() throws Exception {
    hop.answer(
        "EHLO",
        IntStream.range(0, 1_000)
            .mapToObj(i -> "250-X-NOTHING-" + i + "\r\n")
            .collect(Collectors.joining("", "", "250 PIPELINING")));
    assertThat(deliver()).isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.sentAhead()).as("PIPELINING was seen").isTrue();
  }

  @Test
  void octets_that_are_no_text_in_a_refusal_are_shown_as_what_they_are_not() throws Exception {
    hop.answer("RCPT", "550 5.1.1 \u0000\u0007\u009f\u3042 nobody");
    Outcome outcome = deliver();
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(outcome.text()).isEqualTo("550 5.1.1 ???\u3042 nobody");
  }

  @Test
  void a_reply_ahead_of_its_command_is_no_answer_to_the_content() throws Exception {
    // One reply too many: whoever counts on would take "354" for the answer to RCPT, and so on.
    hop.answer("MAIL", "250 2.1.0 ok\r\n250 2.1.5 ok\r\n354 go ahead\r\n250 2.0.0 queued");
    assertThat(deliver()).isNotInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void a_drip_that_never_ends_is_ended_by_the_time_for_the_whole_reply() throws Exception {
    hop.answer("RCPT", FakeNextHop.TRICKLE);
    SmtpTimeouts standard = SmtpTimeouts.STANDARD;
    SmtpTimeouts impatient =
        new SmtpTimeouts(
            standard.connect(),
            standard.greeting(),
            Duration.ofMillis(300),
            standard.dataInitiation(),
            standard.block(),
            standard.dataTermination(),
            standard.quit());
    try (SmtpConnections connections = Messages.connections(impatient)) {
      assertThat(
              new SmtpClient(connections)
                  .deliver(
                      envelope("a@example.com"),
                      new TreeSet<>(List.of(0)),
                      content(Messages.CONTENT),
                      new NextHops.Found(List.of(hop.hop()))))
          .singleElement()
          .satisfies(outcome -> assertThat(outcome.status()).hasToString("4.4.2"));
    }
  }
}
