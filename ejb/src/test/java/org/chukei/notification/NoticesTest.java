package org.chukei.notification;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.chukei.connector.api.QueueId;
import org.chukei.delivery.Outcome;
import org.chukei.delivery.Outcome.Handover;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.EnhancedStatus;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.Mailbox;
import org.chukei.smtp.MailboxParser;
import org.chukei.smtp.Notify;
import org.chukei.smtp.OriginalRecipient;
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.ReturnedContent;
import org.chukei.smtp.ReversePath;
import org.chukei.store.StoredEnvelope;
import org.chukei.store.StoredEnvelope.Recipient;
import org.junit.jupiter.api.Test;

/** What the sender has asked for, and what it is told. */
class NoticesTest {

  private static final Instant ACCEPTED = Instant.parse("2026-11-24T01:02:03Z");
  private static final Instant NOW = Instant.parse("2026-11-24T05:02:03Z");
  private static final QueueId QUEUE_ID = new QueueId("1NPX4A2P0ABCDEFG");
  private static final String CONTENT = "Subject: greetings\r\n\r\nthe body\r\n";
  private static final Notify ALL = new Notify(true, true, true);

  private final NoticeComposer notices =
      new NoticeComposer("relay.example.jp", Duration.ofDays(4), Clock.fixed(NOW, ZoneOffset.UTC));

  private MailParameters mail = MailParameters.NONE;
  private ReversePath sender = ReversePath.of(mailbox("sender", "example.jp"));
  private final List<Recipient> recipients = new ArrayList<>();
  private boolean isNotice;

  private static Mailbox mailbox(String localPart, String domain) {
    return new Mailbox(localPart, MailboxParser.domain(domain).orElseThrow());
  }

  private NoticesTest to(String localPart, Optional<Notify> notify, String... orcpt) {
    return to(
        ForwardPath.of(mailbox(localPart, "example.com")),
        new RcptParameters(
            notify,
            orcpt.length == 0
                ? Optional.empty()
                : Optional.of(new OriginalRecipient(orcpt[0], orcpt[1]))));
  }

  private NoticesTest to(ForwardPath path, RcptParameters said) {
    recipients.add(new Recipient(path, said));
    return this;
  }

  private Optional<Notice> compose(NoticeKind kind, Outcome... outcomes) throws Exception {
    byte[] octets = CONTENT.getBytes(StandardCharsets.UTF_8);
    StoredEnvelope original =
        new StoredEnvelope(QUEUE_ID, ACCEPTED, sender, mail, recipients, octets.length, isNotice);
    return notices.compose(
        kind, original, () -> new ByteArrayInputStream(octets), List.of(outcomes));
  }

  private Outcome failed(int position) {
    return new Outcome.Failed(
        position,
        Outcome.Relay.clear("mx.example.com[192.0.2.1]:25"),
        EnhancedStatus.of("5.1.1"),
        "550 5.1.1 no such user",
        true);
  }

  private Outcome deferred(int position) {
    return new Outcome.Deferred(
        position,
        Outcome.Relay.clear("mx.example.com[192.0.2.1]:25"),
        EnhancedStatus.of("4.2.1"),
        "450 4.2.1 busy",
        true,
        false);
  }

  private Outcome delivered(Handover to, int position) {
    return new Outcome.Delivered(
        to,
        position,
        Outcome.Relay.clear("mx.example.com[192.0.2.1]:25"),
        EnhancedStatus.of("2.0.0"),
        "250 2.0.0 ok",
        true,
        Optional.empty());
  }

  private static byte[] octets(Notice notice) throws Exception {
    try (InputStream in = notice.content().open()) {
      return in.readAllBytes();
    }
  }

  private static MimeMessage message(Notice notice) throws Exception {
    return new MimeMessage(
        Session.getInstance(new Properties()), new ByteArrayInputStream(octets(notice)));
  }

  private static BodyPart part(Notice notice, int index) throws Exception {
    return ((MimeMultipart) message(notice).getContent()).getBodyPart(index);
  }

  private static String text(Notice notice, int index) throws Exception {
    try (InputStream in = part(notice, index).getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n ", " ");
    }
  }

  @Test
  void who_is_told_follows_notify() throws Exception {
    to("plain", Optional.empty());
    to("never", Optional.of(Notify.NEVER));
    to("success", Optional.of(new Notify(true, false, false)));
    to("failure", Optional.of(new Notify(false, true, false)));
    to("delay", Optional.of(new Notify(false, false, true)));
    assertThat(
            compose(NoticeKind.FAILURE, failed(0), failed(1), failed(2), failed(3), failed(4))
                .orElseThrow()
                .about())
        .containsExactly(0, 3);
    assertThat(
            compose(
                    NoticeKind.DELAY,
                    deferred(0),
                    deferred(1),
                    deferred(2),
                    deferred(3),
                    deferred(4))
                .orElseThrow()
                .about())
        .containsExactly(0, 4);
    assertThat(
            compose(
                    NoticeKind.SUCCESS,
                    delivered(Handover.NEXT_HOP, 0),
                    delivered(Handover.NEXT_HOP, 1),
                    delivered(Handover.NEXT_HOP, 2),
                    delivered(Handover.NEXT_HOP, 3))
                .orElseThrow()
                .about())
        .containsExactly(2);
    assertThat(compose(NoticeKind.FAILURE, failed(1))).isEmpty();
  }

  @Test
  void what_the_sender_said_comes_back_to_it() throws Exception {
    mail =
        new MailParameters(
            BodyType.SEVEN_BIT, false, false, Optional.empty(), Optional.of("QQ+2B314+20x"));
    to("a", Optional.of(ALL), "rfc822", "first+2Bname@example.org");
    String fields = text(compose(NoticeKind.FAILURE, failed(0)).orElseThrow(), 1);
    assertThat(fields)
        .contains("Original-Envelope-Id: QQ+314 x\r\n")
        .contains("Original-Recipient: rfc822; first+name@example.org\r\n")
        .contains("Final-Recipient: rfc822; a@example.com\r\n");
  }

  @Test
  void each_way_of_delivery_has_its_action() throws Exception {
    to("a", Optional.of(ALL)).to("b", Optional.of(ALL)).to("c", Optional.of(ALL));
    Notice notice =
        compose(
                NoticeKind.SUCCESS,
                delivered(Handover.MAILBOX, 0),
                delivered(Handover.MAILBOXES, 1),
                delivered(Handover.NEXT_HOP, 2))
            .orElseThrow();
    assertThat(text(notice, 1))
        .containsSubsequence(
            "Action: delivered\r\nStatus: 2.0.0",
            "Action: expanded\r\nStatus: 2.0.0",
            "Action: relayed\r\nStatus: 2.0.0");
    assertThat(part(notice, 2).isMimeType("text/rfc822-headers")).isTrue();
  }

  @Test
  void a_delay_warning_says_until_when_it_is_tried() throws Exception {
    to("a", Optional.empty());
    Notice notice = compose(NoticeKind.DELAY, deferred(0)).orElseThrow();
    assertThat(text(notice, 1))
        .contains("Action: delayed\r\n", "Status: 4.2.1\r\n")
        .contains("Will-Retry-Until: Sat, 28 Nov 2026 01:02:03 +0000\r\n");
    assertThat(text(notice, 0)).contains("Sat, 28 Nov 2026 01:02:03 +0000", "2026年11月28日 1時02分");
    assertThat(part(notice, 2).isMimeType("text/rfc822-headers")).isTrue();
  }

  @Test
  void a_notice_speaks_english_and_japanese() throws Exception {
    to("a", Optional.empty());
    Notice notice = compose(NoticeKind.FAILURE, failed(0)).orElseThrow();
    assertThat(message(notice).getSubject())
        .isEqualTo("Your message could not be delivered メールをお届けできませんでした");
    assertThat(text(notice, 0))
        .containsSubsequence(
            "mx.example.com[192.0.2.1]:25 refused it",
            "550 5.1.1 no such user",
            "check the address",
            "mx.example.com[192.0.2.1]:25 が受け取りを拒否しました",
            "550 5.1.1 no such user",
            "誤りがないか");
  }

  @Test
  void ret_hdrs_returns_the_header_only() throws Exception {
    mail =
        new MailParameters(
            BodyType.SEVEN_BIT, false, false, Optional.of(ReturnedContent.HDRS), Optional.empty());
    to("a", Optional.empty());
    Notice notice = compose(NoticeKind.FAILURE, failed(0)).orElseThrow();
    assertThat(part(notice, 2).isMimeType("text/rfc822-headers")).isTrue();
    assertThat(text(notice, 2)).isEqualTo("Subject: greetings\r\n");
  }

  @Test
  void what_demands_tls_is_told_of_under_tls_and_without_its_body() throws Exception {
    mail =
        new MailParameters(
            BodyType.SEVEN_BIT, false, true, Optional.of(ReturnedContent.FULL), Optional.empty());
    to("a", Optional.empty());
    Notice notice = compose(NoticeKind.FAILURE, failed(0)).orElseThrow();
    assertThat(notice.envelope().parameters().requireTls()).isTrue();
    assertThat(notice.envelope().parameters().returned()).contains(ReturnedContent.HDRS);
    assertThat(part(notice, 2).isMimeType("text/rfc822-headers")).isTrue();
  }

  @Test
  void a_message_with_utf_8_addresses_is_told_of_in_utf_8() throws Exception {
    mail =
        new MailParameters(
            BodyType.EIGHT_BIT_MIME, true, false, Optional.empty(), Optional.empty());
    sender = ReversePath.of(mailbox("差出人", "example.jp"));
    to("宛先", Optional.empty(), "utf-8", "\\x{5B9B}\\x{5148}@example.org");
    Notice notice = compose(NoticeKind.FAILURE, failed(0)).orElseThrow();
    assertThat(notice.envelope().parameters().smtpUtf8()).isTrue();
    assertThat(part(notice, 1).isMimeType("message/global-delivery-status")).isTrue();
    assertThat(part(notice, 2).isMimeType("message/global")).isTrue();
    assertThat(text(notice, 1))
        .contains("Final-Recipient: utf-8; 宛先@example.com\r\n")
        .contains("Original-Recipient: utf-8; 宛先@example.org\r\n");
    assertThat(new String(octets(notice), StandardCharsets.UTF_8))
        .contains("\r\nTo: 差出人@example.jp\r\n");
  }

  @Test
  void an_original_recipient_in_utf_8_of_an_ascii_message_stays_coded() throws Exception {
    to("a", Optional.empty(), "utf-8", "\\x{5B9B}@example.org");
    Notice notice = compose(NoticeKind.FAILURE, failed(0)).orElseThrow();
    assertThat(text(notice, 1)).contains("Original-Recipient: utf-8; \\x{5B9B}@example.org\r\n");
    assertThat(part(notice, 1).isMimeType("message/delivery-status")).isTrue();
  }

  @Test
  void a_failure_of_our_own_notice_is_told_to_the_postmaster_and_that_is_the_last()
      throws Exception {
    to("a", Optional.empty());
    Notice first = compose(NoticeKind.FAILURE, failed(0)).orElseThrow();
    assertThat(first.envelope().isNotice()).isTrue();

    sender = ReversePath.NULL;
    isNotice = true;
    Notice notice = compose(NoticeKind.FAILURE, failed(0)).orElseThrow();
    assertThat(notice.envelope().path(0)).isEqualTo(ForwardPath.POSTMASTER);
    assertThat(notice.envelope().sender()).isEqualTo(ReversePath.NULL);
    assertThat(message(notice).getHeader("To")).containsExactly("postmaster@relay.example.jp");
    assertThat(text(notice, 0)).contains("To the postmaster").contains("postmaster)の方へ");
    assertThat(text(notice, 2)).isEqualTo(CONTENT);
    assertThat(notice.envelope().isNotice()).isFalse();
    assertThat(compose(NoticeKind.DELAY, deferred(0))).isEmpty();
  }

  @Test
  void a_failure_of_what_others_send_without_a_sender_is_told_to_nobody() throws Exception {
    sender = ReversePath.NULL;
    to("a", Optional.empty()).to(ForwardPath.POSTMASTER, RcptParameters.NONE);
    assertThat(compose(NoticeKind.FAILURE, failed(0), failed(1))).isEmpty();
  }

  @Test
  void the_same_tidings_have_the_same_queue_id_and_others_have_another() throws Exception {
    to("a", Optional.empty()).to("b", Optional.empty());
    QueueId first = compose(NoticeKind.FAILURE, failed(0)).orElseThrow().envelope().queueId();
    assertThat(compose(NoticeKind.FAILURE, failed(0)).orElseThrow().envelope().queueId())
        .isEqualTo(first);
    assertThat(
            List.of(
                compose(NoticeKind.FAILURE, failed(1)).orElseThrow().envelope().queueId(),
                compose(NoticeKind.FAILURE, failed(0), failed(1))
                    .orElseThrow()
                    .envelope()
                    .queueId(),
                compose(NoticeKind.DELAY, deferred(0)).orElseThrow().envelope().queueId()))
        .doesNotHaveDuplicates()
        .doesNotContain(first, QUEUE_ID);
    assertThat(QueueId.parse(first.text())).isPresent();
  }
}
