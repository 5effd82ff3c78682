package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chukei.delivery.Messages.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.chukei.connector.api.QueueId;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.ReversePath;
import org.chukei.store.StoredEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SMTPUTF8 and LIMITS at the next hop. */
class NextHopOfferTest {

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

  private List<Outcome> deliver(String sender, String text, String... recipients)
      throws UnreadableContentException {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    MailParameters international =
        new MailParameters(
            BodyType.EIGHT_BIT_MIME, true, false, Optional.empty(), Optional.empty());
    StoredEnvelope envelope =
        new StoredEnvelope(
            QueueId.at(Messages.ACCEPTED),
            Messages.ACCEPTED,
            ReversePath.of(Messages.mailbox(sender)),
            international,
            Arrays.stream(recipients)
                .map(r -> StoredEnvelope.Recipient.of(ForwardPath.of(Messages.mailbox(r))))
                .toList(),
            octets.length);
    return new SmtpClient(connections)
        .deliver(
            envelope,
            all(recipients.length),
            content(octets),
            new NextHops.Found(List.of(hop.hop())));
  }

  private static TreeSet<Integer> all(int count) {
    TreeSet<Integer> positions = new TreeSet<>();
    IntStream.range(0, count).forEach(positions::add);
    return positions;
  }

  /** The fake reads one character for each octet. */
  private static String octets(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "a@example.jp, Subject: x, b@例え.jp",
    "ü@example.jp, Subject: x, b@example.com",
    "a@example.jp, Subject: ü, b@example.com"
  })
  void what_needs_smtputf8_leaves_with_it_or_comes_back(
      String sender, String header, String recipient) throws Exception {
    hop.offering("PIPELINING", "8BITMIME", "SMTPUTF8");
    assertThat(deliver(sender, header + "\r\n\r\n", recipient))
        .singleElement()
        .isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.commands())
        .contains(octets("MAIL FROM:<" + sender + "> BODY=8BITMIME SMTPUTF8"))
        .contains(octets("RCPT TO:<" + recipient + ">"));

    connections.close();
    connections = Messages.connections(SmtpTimeouts.STANDARD);
    hop.offering("PIPELINING", "8BITMIME");
    Outcome outcome = deliver(sender, header + "\r\n\r\n", recipient).get(0);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(outcome.status()).hasToString("5.6.7");
    assertThat(outcome.text()).contains("SMTPUTF8", hop.relay());
    assertThat(hop.contents()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"SMTPUTF8", "SIZE"})
  void what_does_not_need_smtputf8_leaves_without_it(String offered) throws Exception {
    hop.offering("PIPELINING", "8BITMIME", offered);
    assertThat(deliver("a@example.jp", "Subject: x\r\n\r\nü\r\n", "b@example.com"))
        .singleElement()
        .isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.commands()).noneMatch(command -> command.contains(" SMTPUTF8"));
  }

  @Test
  void only_the_recipients_that_need_smtputf8_come_back_for_want_of_it() throws Exception {
    hop.offering("PIPELINING", "8BITMIME");
    List<Outcome> outcomes =
        deliver("a@example.jp", "Subject: x\r\n\r\n", "ü@example.com", "b@example.com");
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Failed.class);
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.commands()).containsOnlyOnce("RCPT TO:<b@example.com>");
  }

  @Test
  void an_address_that_came_by_an_alias_makes_the_need() throws Exception {
    hop.offering("PIPELINING", "SMTPUTF8");
    new SmtpClient(connections)
        .deliver(
            Messages.envelope("ü@example.com"),
            all(1),
            content(Messages.CONTENT),
            new NextHops.Found(List.of(hop.hop())));
    assertThat(hop.commands()).contains("MAIL FROM:<sender@example.jp> SMTPUTF8");
  }

  @Test
  void recipients_beyond_rcptmax_go_in_transactions_of_their_own() throws Exception {
    hop.offering("PIPELINING", "8BITMIME", "LIMITS RCPTMAX=2");
    String[] recipients =
        IntStream.range(0, 5).mapToObj(i -> "r" + i + "@example.com").toArray(String[]::new);
    assertThat(deliver("a@example.jp", "A: b\r\n\r\n", recipients))
        .hasSize(5)
        .allMatch(outcome -> outcome instanceof Outcome.Delivered);
    assertThat(hop.contents()).hasSize(3);
    assertThat(hop.connections()).isEqualTo(1);
  }

  @Test
  void mails_beyond_mailmax_and_domains_beyond_rcptdomainmax_go_over_connections_of_their_own()
      throws Exception {
    hop.offering("PIPELINING", "8BITMIME", "LIMITS MAILMAX=2");
    for (int i = 0; i < 5; i++) {
      deliver("a@example.jp", "A: b\r\n\r\n", "b@example.com");
    }
    assertThat(hop.connections()).isEqualTo(3);

    hop.offering("PIPELINING", "8BITMIME", "LIMITS RCPTDOMAINMAX=1");
    connections.close();
    connections = Messages.connections(SmtpTimeouts.STANDARD);
    assertThat(deliver("a@example.jp", "A: b\r\n\r\n", "b@x.example", "c@y.example", "d@x.example"))
        .allMatch(outcome -> outcome instanceof Outcome.Delivered);
    assertThat(hop.contents()).hasSize(7);
    assertThat(hop.connections()).isEqualTo(5);
  }
}
