package org.chukei.transport;

import java.util.Map;
import java.util.Optional;
import org.chukei.config.Settings;
import org.chukei.smtp.MailDomain;
import org.chukei.smtp.ReversePath;

/** A transport table that no database holds. */
public record FixedRoutes(Transport usual, Map<String, Transport> byDomain) implements Routes {

  public FixedRoutes(Route usual, Map<String, Transport> byDomain) {
    this(Transport.anything(usual), byDomain);
  }

  /** An empty table. */
  public static FixedRoutes of(Settings settings) {
    return new FixedRoutes(
        settings
            .smarthost()
            .map(host -> (Route) new Route.Host(host, false))
            .orElse(new Route.Mx()),
        Map.of());
  }

  @Override
  public Optional<Transport> entry(ReversePath sender, MailDomain recipient) {
    return Optional.ofNullable(byDomain.get(recipient.key()));
  }
}
