package org.chukei.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.chukei.config.Settings;
import org.chukei.transport.SourceAddresses;

/** Puts the plain classes of the delivery together in the container, one of each. */
@ApplicationScoped
class DeliveryProducers {

  private static final int SMTP_PORT = 25;
  private static final int HTTPS_PORT = 443;
  private static final Duration DNS_TIMEOUT = Duration.ofSeconds(5);

  @Produces
  @Singleton
  NextHopResolver resolver(Settings settings, TlsClient tls, Clock clock) {
    DnsLookup dns = new DnsLookup(settings.dnsServer(), DNS_TIMEOUT, dnssec(settings));
    SourceAddresses source =
        new SourceAddresses(settings.deliverySourceIpv4(), settings.deliverySourceIpv6());
    return new NextHopResolver(
        dns,
        settings.hostname(),
        OwnAddresses.of(settings, SMTP_PORT),
        new Terms(dns, promises(settings, dns, tls, clock), settings.deliveryTls(), source),
        SMTP_PORT,
        new Random());
  }

  @Produces
  @Singleton
  TlsClient tls(Settings settings) {
    return TlsClient.trusting(settings.deliveryTlsCa());
  }

  private static Function<String, Optional<StsPolicy>> promises(
      Settings settings, DnsLookup dns, TlsClient tls, Clock clock) {
    if (!settings.deliveryMtaSts()) {
      return domain -> Optional.empty();
    }
    StsFetch fetch = new StsFetch(dns, tls, HTTPS_PORT);
    return new StsPolicies(dns, fetch::fetch, settings.home().resolve("mta-sts"), clock)::of;
  }

  private static Optional<Dnssec> dnssec(Settings settings) {
    if (!settings.deliveryDane()) {
      return Optional.empty();
    }
    try {
      String anchors =
          settings.dnsTrustAnchors().isPresent()
              ? Files.readString(settings.dnsTrustAnchors().get())
              : Dnssec.ROOT_ANCHORS;
      return Optional.of(new Dnssec(DnsLookup.servers(settings.dnsServer(), DNS_TIMEOUT), anchors));
    } catch (IOException e) {
      throw new IllegalStateException("the DNS trust anchors can't be read: " + e.getMessage(), e);
    }
  }

  @Produces
  @Singleton
  SmtpConnections connections(Settings settings, TlsClient tls, Clock clock) {
    return new SmtpConnections(
        new SmtpOpening(
            settings.hostname(), SmtpTimeouts.STANDARD, tls, settings::mayLogInWithoutTls),
        new SmtpConnections.Limits(
            settings.deliveryConnectionIdle(),
            settings.deliveryConnectionMessages(),
            settings.deliveryConnectionsKept()),
        clock);
  }

  void close(@Disposes SmtpConnections connections) {
    connections.close();
  }
}
