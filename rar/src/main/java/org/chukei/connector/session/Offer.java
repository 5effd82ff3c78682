package org.chukei.connector.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chukei.config.Settings;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Service;
import org.chukei.smtp.Reply;

/**
 * What a service offers one client: the reply to EHLO, and whether AUTH is in it.
 *
 * @param hostname the name we greet with
 * @param messageSizeLimit in octets
 * @param auth in the clear, or under TLS for {@link #underTls()}
 * @param startTls false under TLS
 * @param limits what the session may have; the one of recipients is told
 */
public record Offer(
    String hostname,
    long messageSizeLimit,
    AuthOffer auth,
    boolean startTls,
    SessionLimits limits) {

  /**
   * What a client is offered before TLS.
   *
   * @param hostname {@link Settings#hostname()}, which may ask the resolver and is therefore asked
   *     once
   */
  public static Offer of(Settings settings, String hostname, Client client) {
    boolean enabled = client.service() != Service.MX || settings.authOnMx();
    return new Offer(
        hostname,
        settings.messageSizeLimit(),
        auth(enabled, client.known() && settings.mayAuthWithoutTls(client.address())),
        true,
        SessionLimits.of(settings));
  }

  private static AuthOffer auth(boolean enabled, boolean inTheClear) {
    if (!enabled) {
      return AuthOffer.NO;
    }
    return inTheClear ? AuthOffer.NOW : AuthOffer.AFTER_STARTTLS;
  }

  /** What the same client is offered once it is encrypted. */
  Offer underTls() {
    AuthOffer encrypted = auth == AuthOffer.NO ? AuthOffer.NO : AuthOffer.NOW;
    return new Offer(hostname, messageSizeLimit, encrypted, false, limits);
  }

  /**
   * RFC 5321 §4.1.1.1.
   *
   * @param mechanisms of AUTH, where it is offered
   */
  Reply ehlo(String mechanisms) {
    List<String> lines = new ArrayList<>();
    lines.add(hostname);
    lines.add("PIPELINING");
    lines.add("SIZE " + messageSizeLimit);
    lines.add("8BITMIME");
    lines.add("SMTPUTF8");
    lines.add("CHUNKING");
    lines.add("BINARYMIME");
    lines.add("LIMITS RCPTMAX=" + limits.recipients()); // RFC 9422 §4: no other is fixed
    lines.add("DSN");
    lines.add("ENHANCEDSTATUSCODES");
    if (startTls) {
      lines.add("STARTTLS");
    } else {
      lines.add("REQUIRETLS"); // RFC 8689 §2: under TLS only
    }
    if (auth == AuthOffer.NOW) {
      lines.add("AUTH " + mechanisms);
    }
    lines.add("HELP");
    return new Reply(250, Optional.empty(), lines);
  }
}
