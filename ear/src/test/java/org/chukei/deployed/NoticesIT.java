package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a sender asks for, and what it is told (RFC 3461, RFC 3464). */
@ExtendWith(SharedRelay.class)
class NoticesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final NextHop hop;
  private final RunningRelay relay;

  NoticesIT(NextHop hop, RunningRelay relay) {
    this.hop = hop;
    this.relay = relay;
  }

  @AfterEach
  void offerTheUsual() throws IOException {
    hop.offer(NextHop.USUAL);
  }

  @Test
  void a_next_hop_that_offers_dsn_is_told_all_and_tells_itself() throws Exception {
    List<String> more = new ArrayList<>(NextHop.USUAL);
    more.add("DSN");
    hop.offer(more);
    submit(
        "info@example.jp",
        "RET=HDRS ENVID=passed+2Bon",
        "<told@example.net> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;first+2Bname@example.org");
    hop.awaitMessageTo("told@example.net");
    assertThat(hop.commands())
        .anySatisfy(line -> assertThat(line).contains(" RET=HDRS ENVID=passed+2Bon"))
        .contains(
            "RCPT TO:<told@example.net> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;first+2Bname@example.org");
    awaitLog("<told@example.net>", "status=sent");
    assertThat(noticesAbout("passed+on")).isEmpty();
  }

  @Test
  void of_a_next_hop_without_dsn_a_relayed_notice_tells() throws Exception {
    submit(
        "info@example.jp",
        "ENVID=relayed-1",
        "<relayed@example.net> NOTIFY=SUCCESS ORCPT=rfc822;other@example.org",
        "<unasked@example.net> NOTIFY=FAILURE");
    MimeMultipart report = awaitNotice("relayed-1");
    assertThat(text(report.getBodyPart(1)))
        .contains("Original-Envelope-Id: relayed-1")
        .contains("Original-Recipient: rfc822; other@example.org")
        .contains("Final-Recipient: rfc822; relayed@example.net")
        .contains("Action: relayed")
        .doesNotContain("unasked");
    assertThat(report.getBodyPart(2).isMimeType("text/rfc822-headers")).isTrue();
    assertThat(hop.commands()).contains("RCPT TO:<relayed@example.net>");
  }

  @Test
  void a_refusal_is_told_in_english_and_japanese_and_returns_what_ret_says() throws Exception {
    hop.onRcpt("nobody-1@example.net", "550 5.1.1 no such mailbox");
    submit("info@example.jp", "RET=HDRS ENVID=failed-1", "<nobody-1@example.net>");
    MimeMultipart header = awaitNotice("failed-1");
    assertThat(text(header.getBodyPart(0)))
        .contains("refused it", "受け取りを拒否しました", "550 5.1.1 no such mailbox");
    assertThat(text(header.getBodyPart(1)))
        .contains("Action: failed", "Status: 5.1.1", "Diagnostic-Code: smtp; 550 5.1.1");
    assertThat(header.getBodyPart(2).isMimeType("text/rfc822-headers")).isTrue();

    hop.onRcpt("nobody-2@example.net", "550 5.1.1 no such mailbox");
    submit("info@example.jp", "RET=FULL ENVID=failed-2", "<nobody-2@example.net>");
    MimeMultipart full = awaitNotice("failed-2");
    assertThat(full.getBodyPart(2).isMimeType("message/rfc822")).isTrue();
    assertThat(text(full.getBodyPart(2))).endsWith("the body\r\n");
  }

  @Test
  void local_delivery_is_told_where_that_was_asked_for() throws Exception {
    submit("info@example.jp", "ENVID=local-1", "<info2@example.jp> NOTIFY=SUCCESS");
    assertThat(text(awaitNotice("local-1").getBodyPart(1)))
        .contains("Action: delivered", "Final-Recipient: rfc822; info2@example.jp");
  }

  @Test
  void a_sender_that_wants_no_notice_gets_none() throws Exception {
    hop.onRcpt("silence@example.net", "550 5.1.1 no such mailbox");
    submit("info@example.jp", "ENVID=never-1", "<silence@example.net> NOTIFY=NEVER");
    awaitLog("event=untold", "<silence@example.net>");
    assertThat(noticesAbout("never-1")).isEmpty();
  }

  @Test
  void what_others_send_without_a_sender_and_fails_ends_in_the_mail_log() throws Exception {
    hop.onRcpt("nobody-3@example.net", "550 5.1.1 no such mailbox");
    submit("", "", "<nobody-3@example.net>");
    awaitLog("event=untold", "<nobody-3@example.net>");
  }

  @Test
  void a_content_that_is_refused_stands_in_the_mail_log() throws Exception {
    try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.mxPort())) {
      talk.envelope("bare@example.jp", "info@example.jp");
      assertThat(talk.content("Subject: bare\nLF\r\n")).startsWith("550 5.5.2");
    }
    awaitLog("event=content", "verdict=refused", "from=<bare@example.jp>", "550 5.5.2");
  }

  private void submit(String sender, String parameters, String... recipients) throws IOException {
    try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.mxPort())) {
      talk.tell("MAIL FROM:<" + sender + "> " + parameters);
      for (String recipient : recipients) {
        talk.tell("RCPT TO:" + recipient);
      }
      assertThat(talk.content("Subject: notices\r\n\r\nthe body\r\n")).startsWith("250 ");
    }
  }

  private MimeMultipart awaitNotice(String envelopeId) throws Exception {
    String notice =
        await("a notice about " + envelopeId)
            .atMost(PATIENCE)
            .until(
                () -> noticesAbout(envelopeId).stream().findFirst().orElse(""),
                found -> !found.isEmpty());
    MimeMessage message =
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(notice.getBytes(StandardCharsets.ISO_8859_1)));
    assertThat(message.getHeader("Return-Path")).containsExactly("<>");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-replied");
    assertThat(message.isMimeType("multipart/report")).isTrue();
    return (MimeMultipart) message.getContent();
  }

  private List<String> noticesAbout(String envelopeId) {
    return relay.maildir("example.jp", "info").stream()
        .filter(mail -> mail.contains("Original-Envelope-Id: " + envelopeId + "\r\n"))
        .toList();
  }

  private void awaitLog(String... words) {
    await("a line of the mail log")
        .atMost(PATIENCE)
        .until(
            () ->
                Files.readAllLines(relay.home().resolve("log/mail.log")).stream()
                    .anyMatch(line -> Stream.of(words).allMatch(line::contains)));
  }

  private static String text(BodyPart part) throws Exception {
    try (InputStream in = part.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n ", " ");
    }
  }
}
