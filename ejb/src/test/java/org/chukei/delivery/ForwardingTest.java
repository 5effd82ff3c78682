package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chukei.delivery.Messages.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.Mailbox;
import org.chukei.smtp.Notify;
import org.chukei.smtp.OriginalRecipient;
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.ReturnedContent;
import org.chukei.smtp.ReversePath;
import org.chukei.store.StoredEnvelope;
import org.chukei.store.StoredEnvelope.Recipient;
import org.chukei.transport.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardingTest {

  private static final Instant NOW = Messages.ACCEPTED.plusSeconds(60);
  private static final Mailbox GROUP = mailbox("all@example.jp");
  private static final Mailbox OWNER = mailbox("info@example.jp");
  private static final ReversePath SENDER = ReversePath.of(mailbox("sender@example.org"));
  private static final RcptParameters ASKED =
      new RcptParameters(Optional.of(new Notify(true, true, false)), Optional.empty());

  @TempDir Path root;

  private static Way.Mailboxes way(List<Mailbox> here, String... elsewhere) {
    return new Way.Mailboxes(
        GROUP, here, Arrays.stream(elsewhere).map(Messages::mailbox).toList(), Optional.of(OWNER));
  }

  private static StoredEnvelope envelope(ReversePath sender) {
    StoredEnvelope plain = Messages.envelope("other@example.net", "All@example.jp");
    return new StoredEnvelope(
        plain.queueId(),
        plain.acceptedAt(),
        sender,
        new MailParameters(
            BodyType.EIGHT_BIT_MIME,
            false,
            true,
            Optional.of(ReturnedContent.HDRS),
            Optional.of("id-1")),
        List.of(plain.recipients().get(0), new Recipient(ForwardPath.of(GROUP), ASKED)),
        plain.size());
  }

  private Outcome deliver(boolean rewrites, ReversePath sender, Way.Mailboxes way, String content)
      throws Exception {
    LocalDelivery local =
        new LocalDelivery(
            new Maildir(root, "relay.example.jp", Messages.OUR_MAILDIRS),
            new Forwarding(rewrites, Clock.fixed(NOW, ZoneOffset.UTC)));
    return local.deliver(envelope(sender), 1, way, Messages.content(content));
  }

  private static Forward forward(Outcome outcome) {
    return ((Outcome.Delivered) outcome).forward().orElseThrow();
  }

  @Test
  void members_here_get_it_and_those_elsewhere_get_a_message_of_their_own() throws Exception {
    Way.Mailboxes way = way(List.of(OWNER), "a@example.com", "b@example.net");
    Outcome outcome = deliver(false, SENDER, way, Messages.CONTENT);
    Forward forward = forward(outcome);
    assertThat(forward.envelope().recipients())
        .extracting(recipient -> recipient.path().address())
        .containsExactly("a@example.com", "b@example.net");
    assertThat(forward.envelope().acceptedAt()).isEqualTo(NOW);
    try (InputStream in = forward.content().open()) {
      byte[] octets = in.readAllBytes();
      assertThat(new String(octets, StandardCharsets.US_ASCII))
          .isEqualTo("Delivered-To: all@example.jp\r\n" + Messages.CONTENT);
      assertThat(forward.envelope().size()).isEqualTo(octets.length);
    }
    assertThat(files()).isEqualTo(1);
    assertThat(outcome.text()).endsWith("forwarded as " + forward.envelope().queueId());
  }

  private long files() throws IOException {
    try (var files = Files.list(root.resolve("example.jp/info/new"))) {
      return files.count();
    }
  }

  @Test
  void a_repeat_makes_the_same_message() throws Exception {
    StoredEnvelope original = envelope(SENDER);
    Forwarding forwarding = new Forwarding(false, Clock.systemUTC());
    Way.Mailboxes way = way(List.of(), "a@example.com");
    assertThat(forwarding.forward(original, 1, way, Messages.content("")).envelope().queueId())
        .isEqualTo(forwarding.forward(original, 1, way, Messages.content("")).envelope().queueId())
        .isNotEqualTo(
            forwarding.forward(original, 0, way, Messages.content("")).envelope().queueId());
  }

  @Test
  void a_notice_of_ours_stays_one_wherever_it_is_passed_on() {
    StoredEnvelope like = envelope(ReversePath.NULL);
    StoredEnvelope notice =
        new StoredEnvelope(
            like.queueId(),
            like.acceptedAt(),
            like.sender(),
            like.parameters(),
            like.recipients(),
            like.size(),
            true);
    Forwarding forwarding = new Forwarding(true, Clock.systemUTC());
    Way.Mailboxes way = way(List.of(), "a@example.com");
    StoredEnvelope passed = forwarding.forward(notice, 1, way, Messages.content("")).envelope();
    assertThat(passed.isNotice()).isTrue();
    assertThat(passed.sender()).isEqualTo(ReversePath.NULL);
    assertThat(forwarding.forward(like, 1, way, Messages.content("")).envelope().isNotice())
        .isFalse();
  }

  @Test
  void one_address_in_place_of_another_leaves_the_rest_of_the_envelope_as_it_is() throws Exception {
    Outcome outcome = deliver(false, SENDER, way(List.of(), "a@example.com"), Messages.CONTENT);
    StoredEnvelope passed = forward(outcome).envelope();
    assertThat(passed.sender()).isEqualTo(SENDER);
    assertThat(passed.parameters()).isEqualTo(envelope(SENDER).parameters());
    assertThat(passed.recipients().get(0).parameters())
        .isEqualTo(new RcptParameters(ASKED.notifyOn(), Optional.of(OriginalRecipient.of(GROUP))));
    assertThat(((Outcome.Delivered) outcome).to()).isEqualTo(Outcome.Handover.REPORTING_NEXT_HOP);
  }

  @Test
  void of_several_members_we_tell_ourselves_that_it_was_delivered() throws Exception {
    Way.Mailboxes way = way(List.of(), "a@example.com", "b@example.com");
    Outcome outcome = deliver(false, SENDER, way, Messages.CONTENT);
    assertThat(forward(outcome).envelope().recipients())
        .extracting(recipient -> recipient.parameters().notifyOn())
        .containsOnly(Optional.of(new Notify(false, true, false)));
    assertThat(((Outcome.Delivered) outcome).to()).isEqualTo(Outcome.Handover.MAILBOXES);
  }

  @Test
  void with_another_sender_the_owner_hears_of_failures_and_nobody_of_what_was_asked()
      throws Exception {
    Outcome outcome = deliver(true, SENDER, way(List.of(), "a@example.com"), Messages.CONTENT);
    StoredEnvelope passed = forward(outcome).envelope();
    assertThat(passed.sender()).isEqualTo(ReversePath.of(OWNER));
    assertThat(passed.parameters().envelopeId()).isEmpty();
    assertThat(passed.parameters().returned()).isEmpty();
    assertThat(passed.parameters().requireTls()).isTrue();
    assertThat(passed.recipients().get(0).parameters()).isEqualTo(RcptParameters.NONE);
    assertThat(((Outcome.Delivered) outcome).to()).isEqualTo(Outcome.Handover.MAILBOX);
  }

  @Test
  void a_notice_keeps_its_null_reverse_path() throws Exception {
    Way.Mailboxes way = way(List.of(), "a@example.com");
    assertThat(forward(deliver(true, ReversePath.NULL, way, Messages.CONTENT)).envelope().sender())
        .isEqualTo(ReversePath.NULL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Delivered-To: all@example.jp\r\n",
        "Received: from away\r\n\tby here\r\ndelivered-to:  ALL@Example.JP \r\n",
        "Received: from away\r\nDelivered-To:all@example.jp\r\n",
      })
  void what_comes_back_is_a_loop_and_nobody_gets_it_again(String header) throws Exception {
    Way.Mailboxes way = way(List.of(OWNER), "a@example.com");
    Outcome outcome = deliver(false, SENDER, way, header + Messages.CONTENT);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(outcome.status().toString()).isEqualTo("5.4.6");
    assertThat(root).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Delivered-To: other@example.jp\r\n",
        "X-Delivered-To: all@example.jp\r\n",
        "Subject: x\r\n\r\nDelivered-To: all@example.jp\r\n",
      })
  void what_only_looks_like_a_loop_is_none(String beginning) throws Exception {
    Way.Mailboxes way = way(List.of(), "a@example.com");
    assertThat(deliver(false, SENDER, way, beginning + Messages.CONTENT))
        .isInstanceOf(Outcome.Delivered.class);
  }
}
