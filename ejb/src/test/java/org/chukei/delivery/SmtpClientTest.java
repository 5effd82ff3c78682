package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chukei.delivery.FakeNextHop.DROP;
import static org.chukei.delivery.FakeNextHop.HANG;
import static org.chukei.delivery.FakeNextHop.TRICKLE;
import static org.chukei.delivery.Messages.content;
import static org.chukei.delivery.Messages.envelope;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.Notify;
import org.chukei.smtp.OriginalRecipient;
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.ReturnedContent;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpClientTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final SmtpTimeouts PATIENT =
      new SmtpTimeouts(LONG, LONG, LONG, LONG, LONG, LONG, LONG);

  /** Waits long for everything but this stage, so that a slow machine decides nothing. */
  private static SmtpTimeouts impatientAt(String stage) {
    return new SmtpTimeouts(
        LONG,
        stage.equals("GREETING") ? SHORT : LONG,
        List.of("EHLO", "MAIL", "RCPT").contains(stage) ? SHORT : LONG,
        stage.equals("DATA") ? SHORT : LONG,
        stage.equals("CONTENT") ? SHORT : LONG,
        stage.equals("END") ? SHORT : LONG,
        stage.equals("QUIT") ? SHORT : LONG);
  }

  private FakeNextHop hop;

  @BeforeEach
  void start() throws IOException {
    hop = new FakeNextHop();
  }

  @AfterEach
  void stop() throws IOException {
    hop.close();
  }

  private static List<Outcome> deliver(
      SmtpTimeouts timeouts, StoredEnvelope envelope, ContentSource content, NextHop... hops)
      throws UnreadableContentException {
    TreeSet<Integer> positions = new TreeSet<>();
    IntStream.range(0, envelope.recipients().size()).forEach(positions::add);
    try (SmtpConnections connections = Messages.connections(timeouts)) {
      return new SmtpClient(connections)
          .deliver(envelope, positions, content, new NextHops.Found(List.of(hops)));
    }
  }

  private List<Outcome> deliver(String... recipients) throws UnreadableContentException {
    return deliver(PATIENT, envelope(recipients), content(Messages.CONTENT), hop.hop());
  }

  private static Outcome only(List<Outcome> outcomes) {
    assertThat(outcomes).hasSize(1);
    return outcomes.get(0);
  }

  private static String kinds(List<Outcome> outcomes) {
    return String.join(
        " ", outcomes.stream().map(outcome -> outcome.getClass().getSimpleName()).toList());
  }

  @Test
  void without_pipelining_each_command_waits_for_the_reply_before() throws Exception {
    Outcome outcome = only(deliver("a@example.com"));
    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    assertThat(outcome.text()).isEqualTo("250 2.0.0 queued as 1");
    assertThat(outcome.status()).hasToString("2.0.0");
    assertThat(outcome.relay().name()).isEqualTo(hop.relay());
    assertThat(outcome.remote()).isTrue();
    assertThat(hop.sentAhead()).isFalse();
    assertThat(hop.commands())
        .containsExactly(
            "EHLO relay.example.jp",
            "MAIL FROM:<sender@example.jp>",
            "RCPT TO:<a@example.com>",
            "DATA",
            "QUIT");
    assertThat(hop.contents())
        .containsExactly(Messages.CONTENT.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void with_pipelining_mail_rcpt_and_data_go_in_one_group() throws Exception {
    hop.offering("pipelining", "PIPELINING");
    assertThat(kinds(deliver("a@example.com", "b@example.com"))).isEqualTo("Delivered Delivered");
    assertThat(hop.sentAhead()).isTrue();
  }

  private static StoredEnvelope asking() {
    StoredEnvelope plain = envelope("a@example.com", "b@example.com", "c@example.com");
    return new StoredEnvelope(
        plain.queueId(),
        plain.acceptedAt(),
        plain.sender(),
        new MailParameters(
            BodyType.SEVEN_BIT,
            false,
            false,
            Optional.of(ReturnedContent.HDRS),
            Optional.of("QQ+2B314")),
        List.of(
            new StoredEnvelope.Recipient(
                plain.path(0),
                new RcptParameters(
                    Optional.of(new Notify(true, true, true)),
                    Optional.of(new OriginalRecipient("rfc822", "x+2By@example.org")))),
            new StoredEnvelope.Recipient(
                plain.path(1), new RcptParameters(Optional.of(Notify.NEVER), Optional.empty())),
            plain.recipients().get(2)),
        plain.size());
  }

  @Test
  void what_is_asked_of_notices_is_passed_on_to_a_next_hop_that_offers_dsn() throws Exception {
    hop.offering("DSN");
    List<Outcome> outcomes = deliver(PATIENT, asking(), content(Messages.CONTENT), hop.hop());
    assertThat(hop.commands())
        .contains(
            "MAIL FROM:<sender@example.jp> RET=HDRS ENVID=QQ+2B314",
            "RCPT TO:<a@example.com> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;x+2By@example.org",
            "RCPT TO:<b@example.com> NOTIFY=NEVER",
            "RCPT TO:<c@example.com>");
    assertThat(outcomes)
        .extracting(outcome -> ((Outcome.Delivered) outcome).to())
        .containsOnly(Outcome.Handover.REPORTING_NEXT_HOP);
  }

  @Test
  void a_next_hop_without_dsn_hears_nothing_of_it() throws Exception {
    List<Outcome> outcomes = deliver(PATIENT, asking(), content(Messages.CONTENT), hop.hop());
    assertThat(hop.commands()).contains("MAIL FROM:<sender@example.jp>", "RCPT TO:<a@example.com>");
    assertThat(outcomes)
        .extracting(outcome -> ((Outcome.Delivered) outcome).to())
        .containsOnly(Outcome.Handover.NEXT_HOP);
  }

  @Test
  void size_and_body_are_declared_only_where_they_are_offered_and_apply() throws Exception {
    hop.offering("SIZE 1000000", "8BITMIME");
    byte[] octets = "Subject: \u00e9\r\n".getBytes(StandardCharsets.ISO_8859_1);
    deliver(
        PATIENT,
        envelope(BodyType.EIGHT_BIT_MIME, 12, "a@example.com"),
        content(octets),
        hop.hop());
    deliver(PATIENT, envelope(BodyType.SEVEN_BIT, 12, "a@example.com"), content(octets), hop.hop());
    assertThat(hop.commands())
        .filteredOn(command -> command.startsWith("MAIL"))
        .containsExactly(
            "MAIL FROM:<sender@example.jp> SIZE=12 BODY=8BITMIME",
            "MAIL FROM:<sender@example.jp> SIZE=12");
    assertThat(hop.contents()).containsExactly(octets, octets);
  }

  @Test
  void undeclared_octets_pass_as_they_are_to_a_hop_without_8bitmime() throws Exception {
    byte[] octets = "Subject: \u00e9\r\n".getBytes(StandardCharsets.ISO_8859_1);
    Outcome outcome = only(deliver(PATIENT, envelope("a@example.com"), content(octets), hop.hop()));
    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.contents()).containsExactly(octets);
  }

  @Test
  void declared_octets_fail_at_a_hop_without_8bitmime() throws Exception {
    byte[] octets = "Subject: \u00e9\r\n".getBytes(StandardCharsets.ISO_8859_1);
    Outcome outcome =
        only(
            deliver(
                PATIENT,
                envelope(BodyType.EIGHT_BIT_MIME, 12, "a@example.com"),
                content(octets),
                hop.hop()));
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(outcome.status()).hasToString("5.6.3");
    assertThat(outcome.remote()).isFalse();
  }

  @Test
  void a_declaration_without_such_octets_is_no_hindrance() throws Exception {
    Outcome outcome =
        only(
            deliver(
                PATIENT,
                envelope(BodyType.EIGHT_BIT_MIME, 12, "a@example.com"),
                content(Messages.CONTENT),
                hop.hop()));
    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"500 what?", "502 5.5.1 not here", "550 5.7.1 no", "504 no"})
  void refused_ehlo_falls_back_to_helo_and_its_rules(String refusal) throws Exception {
    hop.offering("SIZE").answer("EHLO", refusal);
    assertThat(only(deliver("a@example.com"))).isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.commands())
        .startsWith(
            "EHLO relay.example.jp", "HELO relay.example.jp", "MAIL FROM:<sender@example.jp>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GREETING|450 4.3.2 busy",
        "GREETING|554 no mail service here",
        "GREETING|354 go on",
        "EHLO|451 4.3.0 later",
        "HELO|550 5.7.1 not you",
      })
  void a_host_that_does_not_talk_to_us_means_another_host_or_later(String stage, String reply)
      throws Exception {
    if (stage.equals("HELO")) {
      hop.answer("EHLO", "502 what?");
    }
    hop.answer(stage, reply);
    Outcome outcome = only(deliver("a@example.com"));
    assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
    assertThat(outcome.status().statusClass()).isEqualTo(4);
    assertThat(outcome.text()).isEqualTo(reply);
    try (FakeNextHop second = new FakeNextHop()) {
      List<Outcome> outcomes =
          deliver(
              PATIENT,
              envelope("a@example.com"),
              content(Messages.CONTENT),
              hop.hop(),
              second.hop());
      assertThat(kinds(outcomes)).isEqualTo("Delivered");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MAIL|450 4.2.0 later|Deferred|4.2.0",
        "MAIL|550 5.7.1 no|Failed|5.7.1",
        "MAIL|552 5.3.4 too big|Failed|5.3.4",
        "MAIL|421 4.3.2 closing|Deferred|4.3.2",
        "MAIL|354 what|Deferred|4.5.0",
        "RCPT|450 greylisted|Deferred|4.0.0",
        "RCPT|550 5.1.1 no such user|Failed|5.1.1",
        "RCPT|552 5.2.2 full|Failed|5.2.2",
        "RCPT|251 2.1.5 will forward|Delivered|2.0.0",
        "RCPT|421 4.3.2 closing|Deferred|4.3.2",
        "RCPT|354 what|Deferred|4.5.0",
        "DATA|451 4.3.0 later|Deferred|4.3.0",
        "DATA|554 5.5.1 no|Failed|5.5.1",
        "DATA|250 what|Deferred|4.5.0",
        "DATA|421 4.3.2 closing|Deferred|4.3.2",
        "END|250 fine|Delivered|2.0.0",
        "END|452 4.3.1 full|Deferred|4.3.1",
        "END|550 5.7.1 spam|Failed|5.7.1",
        "END|421 4.3.2 closing|Deferred|4.3.2",
        "END|354 what|Deferred|4.5.0",
        "END|550 5.7.1x malformed|Failed|5.0.0",
        "END|550 2.0.0 contradicts|Failed|5.0.0",
        "END|450 5.7.1 contradicts|Deferred|4.0.0",
        "END|250|Delivered|2.0.0",
      })
  void each_reply_has_its_outcome(String stage, String reply, String kind, String status)
      throws Exception {
    hop.answer(stage, reply);
    List<Outcome> stepByStep = deliver("a@example.com");
    hop.offering("PIPELINING");
    List<Outcome> inOneGroup = deliver("a@example.com");
    assertThat(kinds(stepByStep)).isEqualTo(kind);
    assertThat(only(stepByStep).status()).hasToString(status);
    assertThat(kinds(inOneGroup)).isEqualTo(kind);
    assertThat(only(inOneGroup).status()).hasToString(status);
    if (!kind.equals("Delivered")) {
      assertThat(only(stepByStep).text()).contains(reply);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "CONTENT", "END"})
  void a_connection_lost_at_any_step_defers(String stage) throws Exception {
    hop.answer(stage, DROP);
    for (String extension : List.of("SIZE", "PIPELINING")) {
      hop.offering(extension);
      Outcome outcome = only(deliver("a@example.com"));
      assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
      assertThat(outcome.status()).hasToString("4.4.2");
      assertThat(outcome.text()).startsWith("lost connection with " + hop.relay());
      assertThat(outcome.remote()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "END"})
  void a_hop_that_hangs_at_any_step_defers(String stage) throws Exception {
    hop.answer(stage, HANG);
    Outcome outcome =
        only(
            deliver(
                impatientAt(stage),
                envelope("a@example.com"),
                content(Messages.CONTENT),
                hop.hop()));
    assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
    assertThat(outcome.status()).hasToString("4.4.2");
    assertThat(outcome.text()).contains("timed out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "END"})
  @Timeout(60) // without its time-out for the whole reply, the client would stay for minutes
  void a_hop_that_trickles_gains_nothing(String stage) throws Exception {
    hop.answer(stage, TRICKLE);
    Outcome outcome =
        only(
            deliver(
                impatientAt(stage),
                envelope("a@example.com"),
                content(Messages.CONTENT),
                hop.hop()));
    assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
    assertThat(outcome.text()).contains("timed out");
  }

  @Test
  void a_hop_that_hangs_at_quit_changes_nothing() throws Exception {
    hop.answer("QUIT", HANG);
    Outcome outcome =
        only(
            deliver(
                impatientAt("QUIT"),
                envelope("a@example.com"),
                content(Messages.CONTENT),
                hop.hop()));
    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void a_hop_that_does_not_read_the_content_defers() throws Exception {
    hop.answer("CONTENT", HANG);
    ContentSource large = content(new byte[16_000_000]);
    Outcome outcome =
        only(deliver(impatientAt("CONTENT"), envelope("a@example.com"), large, hop.hop()));
    assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
    assertThat(outcome.text()).contains("timed out at the content");
  }

  @Test
  void a_hop_that_refuses_in_the_middle_of_the_content_is_believed() throws Exception {
    hop.answer("CONTENT", "552 5.3.4 too big");
    ContentSource large = content("x\r\n".repeat(70_000));
    Outcome outcome = only(deliver(PATIENT, envelope("a@example.com"), large, hop.hop()));
    assertThat(outcome.text()).isEqualTo("552 5.3.4 too big");
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void success_before_the_end_of_data_is_not_believed() throws Exception {
    hop.answer("DATA", "354 go ahead\r\n250 2.0.0 done already");
    Outcome outcome =
        only(deliver(PATIENT, envelope("a@example.com"), content(Messages.CONTENT), hop.hop()));
    assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
    assertThat(outcome.status()).hasToString("4.5.0");
    assertThat(hop.contents()).isEmpty();
  }

  @Test
  void each_recipient_has_its_own_outcome() throws Exception {
    hop.answer("RCPT <b@example.com>", "550 5.1.1 no such user")
        .answer("RCPT <c@example.com>", "450 4.2.1 busy");
    for (String extension : List.of("SIZE", "PIPELINING")) {
      hop.offering(extension);
      List<Outcome> outcomes =
          deliver("a@example.com", "b@example.com", "c@example.com", "d@example.com");
      assertThat(kinds(outcomes)).isEqualTo("Delivered Failed Deferred Delivered");
      assertThat(outcomes).extracting(Outcome::position).containsExactly(0, 1, 2, 3);
      assertThat(outcomes.get(1).text()).isEqualTo("550 5.1.1 no such user");
    }
  }

  @Test
  void the_reply_to_the_end_of_data_is_for_the_accepted_only() throws Exception {
    hop.answer("RCPT <b@example.com>", "450 4.2.1 busy").answer("END", "550 5.7.1 spam");
    List<Outcome> outcomes = deliver("a@example.com", "b@example.com");
    assertThat(kinds(outcomes)).isEqualTo("Failed Deferred");
  }

  @Test
  void only_the_asked_positions_get_an_attempt() throws Exception {
    List<Outcome> outcomes;
    try (SmtpConnections connections = Messages.connections(PATIENT)) {
      outcomes =
          new SmtpClient(connections)
              .deliver(
                  envelope("a@example.com", "b@example.com"),
                  new TreeSet<>(List.of(1)),
                  content(Messages.CONTENT),
                  new NextHops.Found(List.of(hop.hop())));
    }
    assertThat(only(outcomes).position()).isEqualTo(1);
    assertThat(hop.commands()).doesNotContain("RCPT TO:<a@example.com>");
  }

  @Test
  void a_421_in_the_middle_defers_the_rest_and_keeps_what_was_refused() throws Exception {
    hop.answer("RCPT <a@example.com>", "550 5.1.1 no")
        .answer("RCPT <c@example.com>", "421 4.3.2 closing" + DROP);
    for (String extension : List.of("SIZE", "PIPELINING")) {
      hop.offering(extension);
      List<Outcome> outcomes =
          deliver("a@example.com", "b@example.com", "c@example.com", "d@example.com");
      assertThat(kinds(outcomes)).isEqualTo("Failed Deferred Deferred Deferred");
      assertThat(outcomes.get(3).text()).isEqualTo("421 4.3.2 closing");
    }
    assertThat(hop.contents()).isEmpty();
  }

  @Test
  void a_552_behind_accepted_recipients_is_taken_for_452() throws Exception {
    hop.answer("RCPT <b@example.com>", "552 too many recipients");
    List<Outcome> outcomes = deliver("a@example.com", "b@example.com");
    assertThat(kinds(outcomes)).isEqualTo("Delivered Deferred");
    assertThat(outcomes.get(1).status().statusClass()).isEqualTo(4);
  }

  @Test
  void data_that_is_accepted_though_every_recipient_was_refused_gets_a_lone_dot() throws Exception {
    hop.offering("PIPELINING").answer("RCPT", "550 5.1.1 no");
    assertThat(kinds(deliver("a@example.com", "b@example.com"))).isEqualTo("Failed Failed");
    assertThat(hop.contents()).hasSize(1);
    assertThat(hop.contents().get(0)).isEmpty();
    assertThat(hop.commands()).last().isEqualTo("QUIT");
  }

  @Test
  void mail_refused_in_a_group_leaves_the_session_in_order() throws Exception {
    hop.offering("PIPELINING")
        .answer("MAIL", "550 5.7.1 no")
        .answer("RCPT", "503 5.5.1 mail first")
        .answer("DATA", "503 5.5.1 mail first");
    List<Outcome> outcomes = deliver("a@example.com", "b@example.com");
    assertThat(kinds(outcomes)).isEqualTo("Failed Failed");
    assertThat(outcomes).extracting(Outcome::text).containsOnly("550 5.7.1 no");
    assertThat(hop.commands()).last().isEqualTo("QUIT");
  }

  @Test
  void many_recipients_go_in_several_transactions_of_one_session() throws Exception {
    hop.offering("PIPELINING");
    String[] recipients =
        IntStream.range(0, 250).mapToObj(i -> "r" + i + "@example.com").toArray(String[]::new);
    List<Outcome> outcomes = deliver(recipients);
    assertThat(outcomes).hasSize(250).allMatch(outcome -> outcome instanceof Outcome.Delivered);
    assertThat(hop.contents()).hasSize(3);
    assertThat(hop.connections()).isEqualTo(1);
  }

  @Test
  void a_transaction_that_came_to_nothing_is_reset_before_the_next() throws Exception {
    String[] recipients =
        IntStream.range(0, 101).mapToObj(i -> "r" + i + "@example.com").toArray(String[]::new);
    hop.answer("RCPT", "550 5.1.1 no").answer("RCPT <r100@example.com>", "250 ok");
    List<Outcome> outcomes = deliver(recipients);
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Failed.class);
    assertThat(outcomes.get(100)).isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.commands()).containsOnlyOnce("RSET");
  }

  @Test
  void what_one_hop_defers_is_offered_to_the_next() throws Exception {
    hop.answer("RCPT <a@example.com>", "450 4.2.0 later");
    try (FakeNextHop second = new FakeNextHop()) {
      List<Outcome> outcomes =
          deliver(
              PATIENT,
              envelope("a@example.com", "b@example.com"),
              content(Messages.CONTENT),
              hop.hop(),
              second.hop());
      assertThat(kinds(outcomes)).isEqualTo("Delivered Delivered");
      assertThat(outcomes.get(0).relay().name()).isEqualTo(second.relay());
      assertThat(second.commands()).doesNotContain("RCPT TO:<b@example.com>");
    }
  }

  @Test
  void a_failure_is_not_offered_to_the_next() throws Exception {
    hop.answer("RCPT", "550 5.1.1 no");
    try (FakeNextHop second = new FakeNextHop()) {
      deliver(
          PATIENT, envelope("a@example.com"), content(Messages.CONTENT), hop.hop(), second.hop());
      assertThat(second.connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {DROP, HANG, "354 what", "rubbish"})
  void without_a_reply_to_the_end_of_data_no_other_hop_is_asked_at_once(String end)
      throws Exception {
    hop.answer("END", end);
    try (FakeNextHop second = new FakeNextHop()) {
      List<Outcome> outcomes =
          deliver(
              impatientAt("END"),
              envelope("a@example.com"),
              content(Messages.CONTENT),
              hop.hop(),
              second.hop());
      assertThat(kinds(outcomes)).isEqualTo("Deferred");
      assertThat(second.connections()).isZero();
    }
  }

  @Test
  void nobody_listening_defers_and_says_why() throws Exception {
    Outcome outcome =
        only(deliver(PATIENT, envelope("a@example.com"), content(Messages.CONTENT), unused()));
    assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
    assertThat(outcome.status()).hasToString("4.4.1");
    assertThat(outcome.relay().name()).isEqualTo("none");
    assertThat(outcome.text()).contains("connect to nobody[127.0.0.1]:").contains("refused");
  }

  @Test
  void what_a_host_said_outweighs_that_the_next_is_not_there() throws Exception {
    hop.answer("RCPT", "450 4.2.0 later");
    Outcome outcome =
        only(
            deliver(
                PATIENT,
                envelope("a@example.com"),
                content(Messages.CONTENT),
                hop.hop(),
                unused()));
    assertThat(outcome.text()).isEqualTo("450 4.2.0 later");
  }

  private static NextHop unused() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
      return TestHops.smtp("nobody", loopback, socket.getLocalPort());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "END"})
  void what_is_no_reply_defers(String stage) throws Exception {
    for (String reply : List.of("hello?", "2", "999 no", "150 no", "", "2500 ok", "250_ok")) {
      hop.answer(stage, reply);
      Outcome outcome = only(deliver("a@example.com"));
      assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
      assertThat(outcome.status()).hasToString("4.5.0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "END"})
  void a_reply_without_end_defers(String stage) throws Exception {
    String lines = ("250-" + "x".repeat(496) + "\r\n").repeat(200) + "250 ok";
    for (String reply : List.of(lines, "250 " + "x".repeat(70_000))) {
      hop.answer(stage, reply);
      Outcome outcome = only(deliver("a@example.com"));
      assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
      assertThat(outcome.text()).contains("reply of more than 65536 octets");
    }
  }

  @Test
  void a_remote_text_is_one_line_bounded_and_without_control_characters() throws Exception {
    hop.answer(
        "MAIL", "550-5.7.1 caf\u00e9 \u0000\u0007\u001b[2J\r\n550 5.7.1 " + "y".repeat(5_000));
    Outcome outcome = only(deliver("a@example.com"));
    assertThat(outcome.text())
        .startsWith("550 5.7.1 caf\u00e9 ???[2J yyy")
        .hasSize(Answer.LONGEST_TEXT)
        .doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void content_arrives_octet_for_octet() throws Exception {
    Random random = new Random(20_261_124);
    String[] pieces = {"\r\n", ".", "\r\n.", "\r\n..", "\r\n.\r\n", "\0", "\u00ff", "text", " "};
    for (int round = 0; round < 60; round++) {
      StringBuilder text = new StringBuilder();
      int length = round < 40 ? random.nextInt(30) : 20_000 + random.nextInt(40_000);
      for (int i = 0; i < length; i++) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      byte[] octets = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
      hop.offering(round % 2 == 0 ? "PIPELINING" : "SIZE");
      deliver(PATIENT, envelope("a@example.com"), content(octets), hop.hop());
      assertThat(hop.contents().get(round)).isEqualTo(octets);
    }
  }

  @Test
  void long_lines_and_large_contents_arrive_as_they_are() throws Exception {
    byte[] octets = ("x".repeat(99_998) + "\r\n").repeat(30).getBytes(StandardCharsets.US_ASCII);
    deliver(PATIENT, envelope("a@example.com"), content(octets), hop.hop());
    assertThat(Arrays.equals(hop.contents().get(0), octets)).isTrue();
  }

  @Test
  void content_that_fails_to_come_is_our_fault_and_the_hop_takes_nothing() throws Exception {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk");
          }
        };
    ContentSource half =
        () -> new SequenceInputStream(new ByteArrayInputStream(new byte[100_000]), broken);
    assertThatThrownBy(() -> deliver(PATIENT, envelope("a@example.com"), half, hop.hop()))
        .isInstanceOf(UnreadableContentException.class);
    hop.offering("CHUNKING");
    StoredEnvelope envelope = envelope(BodyType.SEVEN_BIT, 200_000, "a@example.com");
    assertThatThrownBy(() -> deliver(PATIENT, envelope, half, hop.hop()))
        .isInstanceOf(UnreadableContentException.class);
    assertThat(hop.contents()).isEmpty();
  }

  @Test
  void an_interrupted_thread_comes_free_at_once() throws Exception {
    hop.answer("MAIL", HANG);
    Thread.currentThread().interrupt();
    Outcome outcome;
    try {
      outcome = only(deliver("a@example.com"));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
  }
}
