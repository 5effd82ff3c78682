package org.chukei.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Envelope;
import org.chukei.connector.api.QueueId;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.MailboxParser;
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.ReversePath;
import org.junit.jupiter.api.Test;

class TraceFieldsTest {

  private static final ReversePath SENDER =
      ReversePath.of(MailboxParser.mailbox("Info@Example.com").get());
  private static final ForwardPath RECIPIENT =
      ForwardPath.of(MailboxParser.mailbox("info@example.jp").get());
  private final TraceFields fields = new TraceFields("relay.example.jp", ZoneId.of("Asia/Tokyo"));

  private String of(
      String helo, String address, ReversePath sender, Envelope.Recipient... recipients)
      throws Exception {
    return of(Optional.empty(), helo, address, sender, recipients);
  }

  private String of(
      Optional<String> tls,
      String helo,
      String address,
      ReversePath sender,
      Envelope.Recipient... recipients)
      throws Exception {
    SessionFacts session =
        new SessionFacts(
            new Client(Service.MX, InetAddress.getByName(address), 4321),
            helo,
            true,
            tls,
            Optional.empty(),
            Optional.empty(),
            AuthOffer.NO);
    Envelope envelope = new Envelope(session, sender, MailParameters.NONE, List.of(recipients));
    return new String(
        fields.of(envelope, new QueueId("01KAAAAAAAAAAAAA"), Instant.parse("2026-11-24T07:20:16Z")),
        StandardCharsets.US_ASCII);
  }

  private static Envelope.Recipient recipient(ForwardPath path, boolean permitted) {
    return new Envelope.Recipient(path, RcptParameters.NONE, permitted, Optional.empty());
  }

  @Test
  void received_names_client_server_protocol_id_recipient_and_date() throws Exception {
    assertThat(of("mail.example.com", "192.0.2.1", SENDER, recipient(RECIPIENT, false)))
        .isEqualTo(
            "Received: from mail.example.com ([192.0.2.1])\r\n"
                + "\tby relay.example.jp (Chukei) with ESMTP id 01KAAAAAAAAAAAAA\r\n"
                + "\tfor <info@example.jp>;\r\n"
                + "\tTue, 24 Nov 2026 16:20:16 +0900\r\n");
  }

  @Test
  void an_encrypted_session_is_shown_with_version_and_cipher() throws Exception {
    assertThat(
            of(
                Optional.of("TLSv1.3 TLS_AES_256_GCM_SHA384"),
                "mail.example.com",
                "192.0.2.1",
                SENDER,
                recipient(RECIPIENT, false)))
        .contains(
            "\tby relay.example.jp (Chukei) with ESMTPS\r\n"
                + "\t(TLSv1.3 TLS_AES_256_GCM_SHA384) id 01KAAAAAAAAAAAAA\r\n"
                + "\tfor <info@example.jp>;\r\n");
  }

  @Test
  void a_permitted_client_leaves_its_sender_as_given_below_received() throws Exception {
    assertThat(of("c", "192.0.2.1", SENDER, recipient(RECIPIENT, true)))
        .endsWith("+0900\r\nX-Relay: PMail Server From Info@Example.com\r\n");
  }

  @Test
  void the_null_reverse_path_is_shown_as_brackets() throws Exception {
    assertThat(of("c", "192.0.2.1", ReversePath.NULL, recipient(RECIPIENT, true)))
        .endsWith("\r\nX-Relay: PMail Server From <>\r\n");
  }

  @Test
  void smtputf8_is_shown_and_addresses_are_written_as_they_were_given() throws Exception {
    SessionFacts session =
        new SessionFacts(
            new Client(Service.SUBMISSION, InetAddress.getByName("192.0.2.1"), 4321),
            "c",
            true,
            Optional.of("TLSv1.3 TLS_AES_256_GCM_SHA384"),
            Optional.empty(),
            Optional.of("info@example.jp"),
            AuthOffer.NOW);
    ReversePath sender = ReversePath.of(MailboxParser.mailbox("ü@例え.jp").orElseThrow());
    ForwardPath recipient = ForwardPath.of(MailboxParser.mailbox("用户@example.com").orElseThrow());
    Envelope envelope =
        new Envelope(
            session,
            sender,
            new MailParameters(
                BodyType.EIGHT_BIT_MIME, true, false, Optional.empty(), Optional.empty()),
            List.of(recipient(recipient, true)));
    String written =
        new String(
            fields.of(
                envelope, new QueueId("01KAAAAAAAAAAAAA"), Instant.parse("2026-11-24T07:20:16Z")),
            StandardCharsets.UTF_8);
    assertThat(written)
        .contains(" with UTF8SMTPSA\r\n", "\tfor <用户@example.com>;\r\n")
        .endsWith("\r\nX-Relay: PMail Server From ü@例え.jp\r\n");
  }

  @Test
  void several_recipients_are_not_told_of_each_other() throws Exception {
    assertThat(
            of(
                "c",
                "192.0.2.1",
                SENDER,
                recipient(RECIPIENT, false),
                recipient(ForwardPath.POSTMASTER, false)))
        .doesNotContain("for <");
  }

  @Test
  void a_helo_name_that_is_no_domain_is_replaced_by_the_address() throws Exception {
    assertThat(of("x (y) by z", "2001:db8::1", SENDER, recipient(RECIPIENT, false)))
        .startsWith("Received: from [IPv6:2001:db8::1] ([IPv6:2001:db8::1])\r\n");
  }
}
