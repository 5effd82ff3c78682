package org.chukei.notification;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.chukei.connector.api.QueueId;
import org.chukei.delivery.Outcome;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.EnhancedStatus;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.MailboxParser;
import org.chukei.smtp.ReversePath;
import org.chukei.store.StoredEnvelope;
import org.chukei.store.StoredEnvelope.Recipient;
import org.junit.jupiter.api.Test;

class NonDeliveryNoticesTest {

  private static final Instant ACCEPTED = Instant.parse("2026-11-24T01:02:03Z");
  private static final Instant NOW = Instant.parse("2026-11-28T01:02:03Z");
  private static final String ORIGINAL =
      "Received: from a by b\r\n"
          + "Message-ID: <m1@example.jp>\r\n"
          + "Subject: greetings\r\n"
          + "\r\n"
          + "the body\r\n";
  private static final String REFUSAL = "550 5.1.1 no such user";

  private final NoticeComposer notices =
      new NoticeComposer("relay.example.jp", Duration.ofDays(4), Clock.fixed(NOW, ZoneOffset.UTC));

  private static StoredEnvelope envelope(ReversePath sender, long size) {
    return new StoredEnvelope(
        QueueId.at(ACCEPTED),
        ACCEPTED,
        sender,
        MailParameters.NONE,
        List.of(Recipient.of(path("a@example.com")), Recipient.of(path("b@example.com"))),
        size);
  }

  private static ForwardPath path(String address) {
    return ForwardPath.of(MailboxParser.mailbox(address).orElseThrow());
  }

  private static ReversePath sender() {
    return ReversePath.of(MailboxParser.mailbox("sender@example.jp").orElseThrow());
  }

  private static Outcome refused(String text) {
    return new Outcome.Failed(
        0,
        Outcome.Relay.clear("mx.example.com[192.0.2.1]:25"),
        EnhancedStatus.of("5.1.1"),
        text,
        true);
  }

  private static Outcome waited(String status) {
    return new Outcome.Deferred(
        1, Outcome.Relay.NONE, EnhancedStatus.of(status), "connect: timed out", false, false);
  }

  private Notice notice(String original, Outcome... givenUp) throws IOException {
    byte[] octets = original.getBytes(StandardCharsets.ISO_8859_1);
    return notices
        .compose(
            NoticeKind.FAILURE,
            envelope(sender(), octets.length),
            () -> new ByteArrayInputStream(octets),
            List.of(givenUp))
        .orElseThrow();
  }

  private static byte[] octets(Notice notice) throws IOException {
    try (InputStream in = notice.content().open()) {
      return in.readAllBytes();
    }
  }

  private static MimeMessage parsed(Notice notice) throws Exception {
    return new MimeMessage(
        Session.getInstance(new Properties()), new ByteArrayInputStream(octets(notice)));
  }

  private static MimeMultipart report(Notice notice) throws Exception {
    return (MimeMultipart) parsed(notice).getContent();
  }

  private static String text(BodyPart part) throws Exception {
    try (InputStream in = part.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The message's own fields, then those of each recipient. */
  private static List<InternetHeaders> fields(Notice notice) throws Exception {
    InputStream in = report(notice).getBodyPart(1).getInputStream();
    List<InternetHeaders> groups = new ArrayList<>();
    while (in.available() > 0) {
      groups.add(new InternetHeaders(in));
    }
    return groups;
  }

  private static String field(InternetHeaders fields, String name) {
    assertThat(fields.getHeader(name)).as(name).hasSize(1);
    return fields.getHeader(name)[0].replace("\r\n", "");
  }

  @Test
  void a_notice_goes_from_nobody_to_the_sender() throws Exception {
    Notice notice = notice(ORIGINAL, refused(REFUSAL));
    assertThat(notice.envelope().sender()).isEqualTo(ReversePath.NULL);
    assertThat(notice.envelope().recipients())
        .containsExactly(Recipient.of(path("sender@example.jp")));
    assertThat(notice.envelope().acceptedAt()).isEqualTo(NOW);
    assertThat(notice.envelope().parameters().body()).isEqualTo(BodyType.SEVEN_BIT);
    assertThat(notice.envelope().size()).isEqualTo(octets(notice).length);
  }

  @Test
  void nothing_given_up_needs_no_notice() throws Exception {
    assertThat(
            notices.compose(
                NoticeKind.FAILURE,
                envelope(sender(), 1),
                () -> new ByteArrayInputStream(new byte[1]),
                List.of()))
        .isEmpty();
  }

  @Test
  void its_header_says_what_it_is() throws Exception {
    MimeMessage message = parsed(notice(ORIGINAL, refused(REFUSAL)));
    assertThat(message.getHeader("From"))
        .containsExactly("Mail Delivery System <MAILER-DAEMON@relay.example.jp>");
    assertThat(message.getHeader("To")).containsExactly("sender@example.jp");
    assertThat(message.getHeader("Date")).containsExactly("Sat, 28 Nov 2026 01:02:03 +0000");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-replied");
    assertThat(message.getHeader("In-Reply-To")).containsExactly("<m1@example.jp>");
    assertThat(message.getHeader("MIME-Version")).containsExactly("1.0");
    assertThat(message.getMessageID()).matches("<[^<>@]+@relay\\.example\\.jp>");
    assertThat(message.getSubject()).isNotBlank();
    assertThat(message.isMimeType("multipart/report")).isTrue();
    assertThat(message.getContentType()).contains("report-type=delivery-status");
  }

  @Test
  void its_parts_are_explanation_status_and_original() throws Exception {
    MimeMultipart report = report(notice(ORIGINAL, refused(REFUSAL)));
    assertThat(report.getCount()).isEqualTo(3);
    assertThat(report.getBodyPart(0).isMimeType("text/plain")).isTrue();
    assertThat(report.getBodyPart(1).isMimeType("message/delivery-status")).isTrue();
    assertThat(report.getBodyPart(2).isMimeType("message/rfc822")).isTrue();
    assertThat(text(report.getBodyPart(2))).isEqualTo(ORIGINAL);
  }

  @Test
  void the_explanation_names_who_refused_and_why() throws Exception {
    String text = text(report(notice(ORIGINAL, refused(REFUSAL), waited("4.4.1"))).getBodyPart(0));
    assertThat(text)
        .contains("<a@example.com>")
        .containsPattern("mx\\.example\\.com\\[192\\.0\\.2\\.1\\]:25\\s+refused")
        .contains(REFUSAL)
        .contains("<b@example.com>")
        .contains("could not be handed on")
        .contains("connect: timed out");
  }

  @Test
  void the_status_fields_are_those_of_rfc_3464() throws Exception {
    List<InternetHeaders> groups = fields(notice(ORIGINAL, refused(REFUSAL), waited("4.4.1")));
    assertThat(groups).hasSize(3);
    assertThat(field(groups.get(0), "Reporting-MTA")).isEqualTo("dns; relay.example.jp");
    assertThat(field(groups.get(0), "Arrival-Date")).isEqualTo("Tue, 24 Nov 2026 01:02:03 +0000");
    assertThat(QueueId.parse(field(groups.get(0), "X-Chukei-Queue-ID"))).isPresent();
    InternetHeaders refused = groups.get(1);
    assertThat(field(refused, "Final-Recipient")).isEqualTo("rfc822; a@example.com");
    assertThat(field(refused, "Action")).isEqualTo("failed");
    assertThat(field(refused, "Status")).isEqualTo("5.1.1");
    assertThat(field(refused, "Remote-MTA")).isEqualTo("dns; mx.example.com");
    assertThat(field(refused, "Diagnostic-Code")).isEqualTo("smtp; " + REFUSAL);
    assertThat(field(refused, "Last-Attempt-Date")).isEqualTo("Sat, 28 Nov 2026 01:02:03 +0000");
    InternetHeaders waited = groups.get(2);
    assertThat(field(waited, "Status")).isEqualTo("4.4.1");
    assertThat(waited.getHeader("Remote-MTA")).isNull();
    assertThat(field(waited, "Diagnostic-Code")).isEqualTo("x-chukei; connect: timed out");
  }

  @Test
  void time_that_is_up_without_an_exact_status_is_5_4_7() throws Exception {
    assertThat(field(fields(notice(ORIGINAL, waited("4.4.7"))).get(1), "Status"))
        .isEqualTo("5.4.7");
    assertThat(field(fields(notice(ORIGINAL, waited("4.0.0"))).get(1), "Status"))
        .isEqualTo("5.4.7");
  }

  @Test
  void a_remote_text_can_not_make_fields_or_lines_of_its_own() throws Exception {
    String hostile =
        "550 x\r\nAction: delivered\r\n\r\nFinal-Recipient: rfc822; evil@x\u2028\u202eend";
    Notice notice = notice(ORIGINAL, refused(hostile));
    List<InternetHeaders> groups = fields(notice);
    assertThat(groups).hasSize(2);
    assertThat(field(groups.get(1), "Action")).isEqualTo("failed");
    assertThat(field(groups.get(1), "Final-Recipient")).isEqualTo("rfc822; a@example.com");
    assertThat(text(report(notice).getBodyPart(0)))
        .doesNotContain("\u2028", "\u202e")
        .doesNotContainPattern("(?m)^\\s*Action:");
  }

  @Test
  void a_long_remote_text_is_folded() throws Exception {
    String words = "550 " + "word ".repeat(190);
    String solid = "550 " + "x".repeat(996);
    for (String text : List.of(words, solid, "550 " + "\u4e2d".repeat(996))) {
      Notice notice = notice(ORIGINAL, refused(text));
      for (String line : new String(octets(notice), StandardCharsets.US_ASCII).split("\r\n")) {
        assertThat(line).hasSizeLessThanOrEqualTo(998);
      }
      assertThat(fields(notice)).hasSize(2);
    }
    assertThat(field(fields(notice(ORIGINAL, refused(words))).get(1), "Diagnostic-Code"))
        .isEqualTo("smtp; " + words.strip());
  }

  @Test
  void other_characters_are_kept_for_people_and_escaped_for_programs() throws Exception {
    Notice notice = notice(ORIGINAL, refused("550 \u5b9b\u5148\u4e0d\u660e caf\u00e9"));
    assertThat(text(report(notice).getBodyPart(0)))
        .contains("550 \u5b9b\u5148\u4e0d\u660e caf\u00e9");
    assertThat(field(fields(notice).get(1), "Diagnostic-Code"))
        .isEqualTo("smtp; 550 \\x{5B9B}\\x{5148}\\x{4E0D}\\x{660E} caf\\x{E9}");
    for (byte octet : octets(notice)) {
      assertThat(octet).isPositive();
    }
  }

  @Test
  void a_large_original_is_returned_as_its_header() throws Exception {
    Notice notice = notice(ORIGINAL + "line\r\n".repeat(10_000), refused(REFUSAL));
    BodyPart part = report(notice).getBodyPart(2);
    assertThat(part.isMimeType("text/rfc822-headers")).isTrue();
    assertThat(text(part)).isEqualTo(ORIGINAL.substring(0, ORIGINAL.indexOf("\r\n\r\n") + 2));
    assertThat(text(report(notice).getBodyPart(0))).contains("the header of the message");
  }

  @Test
  void an_endless_header_is_cut_at_a_line() throws Exception {
    Notice notice = notice("X: y\r\n".repeat(20_000), refused(REFUSAL));
    String header = text(report(notice).getBodyPart(2));
    assertThat(header.length()).isBetween(30_000, OriginalPart.MOST);
    assertThat(header).endsWith("X: y\r\n");
    assertThat(text(report(notice("x".repeat(100_000), refused(REFUSAL))).getBodyPart(2)))
        .isEmpty();
  }

  @Test
  void an_original_that_is_not_made_of_lines_is_returned_as_its_header() throws Exception {
    for (String original :
        List.of(
            "Subject: a\0b\r\n\r\nx\r\n",
            "Subject: x\r\n\r\n" + "y".repeat(2_000) + "\r\n",
            "Subject: x\r\n\r\nbare\rcr\r\n")) {
      assertThat(
              report(notice(original, refused(REFUSAL)))
                  .getBodyPart(2)
                  .isMimeType("text/rfc822-headers"))
          .isTrue();
    }
  }

  @Test
  void an_original_in_8_bits_is_returned_octet_for_octet() throws Exception {
    String original = "Subject: x\r\n\r\n\u00e9\u00ff\r\n";
    Notice notice = notice(original, refused(REFUSAL));
    BodyPart part = report(notice).getBodyPart(2);
    assertThat(part.isMimeType("message/rfc822")).isTrue();
    assertThat(part.getHeader("Content-Transfer-Encoding")).containsExactly("8bit");
    assertThat(part.getInputStream().readAllBytes())
        .isEqualTo(original.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(notice.envelope().parameters().body()).isEqualTo(BodyType.EIGHT_BIT_MIME);
  }

  @Test
  void a_header_in_8_bits_goes_back_in_7() throws Exception {
    Notice notice = notice("Subject: \u00e9\r\n\r\n" + "line\r\n".repeat(10_000), refused(REFUSAL));
    for (byte octet : octets(notice)) {
      assertThat(octet).isPositive();
    }
    assertThat(report(notice).getBodyPart(2).getInputStream().readAllBytes())
        .startsWith("Subject: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void a_message_id_that_could_inject_is_not_repeated() throws Exception {
    for (String id :
        List.of("<a b@x>", "<a@x> (\r\n", "<" + "a".repeat(300) + "@x>", "<a\u00e9@x>")) {
      MimeMessage message =
          parsed(notice("Message-ID: " + id + "\r\n\r\nbody\r\n", refused(REFUSAL)));
      assertThat(Optional.ofNullable(message.getHeader("In-Reply-To"))).isEmpty();
    }
    String late = "Subject: x\r\n\r\nMessage-ID: <in@body>\r\n";
    assertThat(parsed(notice(late, refused(REFUSAL))).getHeader("In-Reply-To")).isNull();
  }

  @Test
  void every_line_end_of_a_notice_is_crlf() throws Exception {
    byte[] octets = octets(notice(ORIGINAL, refused("550 caf\u00e9 " + "x ".repeat(300))));
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
    assertThat(text).endsWith("\r\n");
  }

  @Test
  void its_content_can_be_read_as_often_as_needed() throws Exception {
    Notice notice = notice(ORIGINAL, refused(REFUSAL));
    assertThat(Arrays.equals(octets(notice), octets(notice))).isTrue();
  }
}
