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
 */
public record Offer(String hostname, long messageSizeLimit, AuthOffer auth) {

  /**
   * @param hostname {@link Settings#hostname()}, which may ask the resolver and is therefore asked
   *     once
   */
  public static Offer of(Settings settings, String hostname, Client client) {
    boolean enabled = client.service() != Service.MX || settings.authOnMx();
    return new Offer(
        hostname,
        settings.messageSizeLimit(),
        enabled && settings.mayAuthWithoutTls(client.address()) ? AuthOffer.NOW : AuthOffer.NO);
  }

  /** RFC 5321 §4.1.1.1. */
  Reply ehlo() {
    List<String> lines = new ArrayList<>();
    lines.add(hostname);
    lines.add("PIPELINING");
    lines.add("SIZE " + messageSizeLimit);
    lines.add("8BITMIME");
    lines.add("ENHANCEDSTATUSCODES");
    if (auth == AuthOffer.NOW) {
      lines.add("AUTH PLAIN LOGIN");
    }
    lines.add("HELP");
    return new Reply(250, Optional.empty(), lines);
  }
}
