package org.chukei.delivery;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chukei.config.TlsPolicy;
import org.chukei.connector.api.QueueId;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.Mailbox;
import org.chukei.smtp.MailboxParser;
import org.chukei.smtp.ReversePath;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;
import org.chukei.store.StoredEnvelope.Recipient;
import org.chukei.transport.SourceAddresses;

/** Envelopes and contents for the tests. */
final class Messages {

  static final Instant ACCEPTED = Instant.parse("2026-11-24T01:02:03Z");
  static final String CONTENT = "Subject: greetings\r\n\r\nhello\r\n";

  /** The address that our own MX service has, in the tests of look-ups. */
  static final InetAddress OURS = mailServer();

  /** For nobody but ourselves. */
  static final MaildirAccess OUR_MAILDIRS =
      new MaildirAccess(Optional.empty(), PosixFilePermissions.fromString("rw-------"));

  private Messages() {}

  private static InetAddress mailServer() {
    try {
      return InetAddress.getByName("198.51.100.25");
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** TLS where it works, and what the DNS proves. */
  static Terms terms(DnsLookup dns) {
    return new Terms(dns, domain -> Optional.empty(), TlsPolicy.MAY, SourceAddresses.ANY);
  }

  static Mailbox mailbox(String text) {
    return MailboxParser.mailbox(text).orElseThrow();
  }

  static StoredEnvelope envelope(String... recipients) {
    return envelope(BodyType.SEVEN_BIT, CONTENT.length(), recipients);
  }

  static StoredEnvelope envelope(BodyType body, long size, String... recipients) {
    List<Recipient> paths =
        Arrays.stream(recipients).map(text -> Recipient.of(ForwardPath.of(mailbox(text)))).toList();
    return new StoredEnvelope(
        QueueId.at(ACCEPTED),
        ACCEPTED,
        ReversePath.of(mailbox("sender@example.jp")),
        MailParameters.of(body),
        paths,
        size);
  }

  /** Kept for each other as they are by default. */
  static SmtpConnections connections(SmtpTimeouts timeouts) {
    return new SmtpConnections(
        opening(timeouts),
        new SmtpConnections.Limits(Duration.ofSeconds(5), 100, 20),
        Clock.systemUTC());
  }

  /** That trusts nobody and tells no secret in the clear. */
  static SmtpOpening opening(SmtpTimeouts timeouts) {
    return new SmtpOpening(
        "relay.example.jp", timeouts, TlsClient.trusting(Optional.empty()), host -> false);
  }

  static ContentSource content(byte[] octets) {
    return () -> new ByteArrayInputStream(octets);
  }

  static ContentSource content(String text) {
    return content(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
