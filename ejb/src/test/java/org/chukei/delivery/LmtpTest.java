package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chukei.delivery.Messages.content;
import static org.chukei.delivery.Messages.envelope;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2033. */
class LmtpTest {

  private FakeNextHop hop;

  @BeforeEach
  void start() throws IOException {
    hop = new FakeNextHop().speakingLmtp();
  }

  @AfterEach
  void stop() throws IOException {
    hop.close();
  }

  private List<Outcome> deliver() throws UnreadableContentException {
    try (SmtpConnections connections = Messages.connections(SmtpTimeouts.STANDARD)) {
      return new SmtpClient(connections)
          .deliver(
              envelope("a@example.com", "b@example.com", "c@example.com"),
              new TreeSet<>(List.of(0, 1, 2)),
              content(Messages.CONTENT),
              new NextHops.Found(List.of(hop.hop())));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PIPELINING", "SIZE"})
  void each_accepted_recipient_gets_its_own_reply_to_the_content(String offered) throws Exception {
    hop.offering(offered)
        .answer("RCPT <b@example.com>", "550 5.1.1 who?")
        .answer("END <c@example.com>", "452 4.2.2 full");
    List<Outcome> outcomes = deliver();
    assertThat(outcomes)
        .extracting(Outcome::text)
        .containsExactly("250 2.0.0 queued as 1", "550 5.1.1 who?", "452 4.2.2 full");
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Delivered.class);
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Failed.class);
    assertThat(outcomes.get(2)).isInstanceOf(Outcome.Deferred.class);
    assertThat(hop.commands()).first().isEqualTo("LHLO relay.example.jp");
  }

  @Test
  void replies_that_never_come_defer_those_that_had_none() throws Exception {
    hop.answer("END <b@example.com>", FakeNextHop.DROP);
    List<Outcome> outcomes = deliver();
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Delivered.class);
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Deferred.class);
    assertThat(outcomes.get(2)).isInstanceOf(Outcome.Deferred.class);
  }

  @Test
  void a_server_that_knows_no_lhlo_gets_no_helo() throws Exception {
    hop.answer("EHLO", "250 fake").answer("LHLO", "500 5.5.1 what?");
    assertThat(deliver()).allMatch(outcome -> outcome instanceof Outcome.Deferred);
    assertThat(hop.commands()).doesNotContain("HELO relay.example.jp");
  }
}
