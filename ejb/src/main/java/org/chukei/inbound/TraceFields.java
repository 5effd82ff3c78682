package org.chukei.inbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.chukei.connector.api.Envelope;
import org.chukei.connector.api.QueueId;
import org.chukei.connector.api.SessionFacts;
import org.chukei.network.IpAddress;
import org.chukei.smtp.MailboxParser;

/**
 * The trace fields that go above all that the client sent: {@code Received:} (RFC 5321 §4.4), and
 * below it, for mail from a client with an effective permit, {@code X-Relay:} (relay-rules, "The
 * trace"). No setting removes or changes either.
 */
final class TraceFields {

  // RFC 5322 §3.3; the zone is written as digits.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH);

  private final String hostname;
  private final ZoneId zone;

  TraceFields(String hostname, ZoneId zone) {
    this.hostname = hostname;
    this.zone = zone;
  }

  /** All of them, each ending in CRLF, in UTF-8: in US-ASCII unless the envelope needs more. */
  byte[] of(Envelope envelope, QueueId queueId, Instant at) {
    StringBuilder fields = new StringBuilder(400);
    received(fields, envelope, queueId, at);
    if (envelope.recipients().stream().anyMatch(Envelope.Recipient::permitted)) {
      String sender = envelope.sender().isNull() ? "<>" : envelope.sender().address();
      fields.append("X-Relay: PMail Server From ").append(sender).append("\r\n");
    }
    return fields.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void received(StringBuilder out, Envelope envelope, QueueId queueId, Instant at) {
    SessionFacts session = envelope.session();
    String literal = literal(session.client().address());
    boolean named = MailboxParser.domainOrLiteral(session.helo()).isPresent();
    out.append("Received: from ").append(named ? session.helo() : literal);
    out.append(" (").append(literal).append(")\r\n");
    out.append("\tby ").append(hostname).append(" (Chukei) with ").append(protocol(envelope));
    session.tls().ifPresent(tls -> out.append("\r\n\t(").append(tls).append(")"));
    out.append(" id ").append(queueId);
    if (envelope.recipients().size() == 1) { // more would tell blind recipients of each other
      out.append("\r\n\tfor ").append(envelope.recipients().get(0).path());
    }
    out.append(";\r\n\t").append(DATE.format(at.atZone(zone))).append("\r\n");
  }

  /**
   * RFC 3848: ESMTP, ESMTPS, ESMTPA, ESMTPSA; plain SMTP knows neither TLS nor AUTH. RFC 6531
   * §3.7.3 and §4.3: UTF8SMTP, UTF8SMTPS, UTF8SMTPA, UTF8SMTPSA.
   */
  private static String protocol(Envelope envelope) {
    SessionFacts session = envelope.session();
    if (!session.esmtp()) {
      return "SMTP";
    }
    return (envelope.parameters().smtpUtf8() ? "UTF8SMTP" : "ESMTP")
        + (session.tls().isPresent() ? "S" : "")
        + (session.account().isPresent() ? "A" : "");
  }

  private static String literal(InetAddress address) {
    String text = IpAddress.of(address).toString();
    return address instanceof Inet6Address ? "[IPv6:" + text + "]" : "[" + text + "]";
  }
}
