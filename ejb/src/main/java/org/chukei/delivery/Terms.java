package org.chukei.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.chukei.config.TlsPolicy;
import org.chukei.delivery.DnsAnswer.Found;
import org.chukei.delivery.DnsAnswer.Unclear;
import org.chukei.delivery.NextHop.Protocol;
import org.chukei.delivery.TlsDemand.Level;
import org.chukei.smtp.MailDomain;
import org.chukei.transport.Route;
import org.chukei.transport.SourceAddresses;
import org.chukei.transport.Transport;
import org.xbill.DNS.TLSARecord;

/**
 * On what terms we connect to a host: what its transport says, what the settings say, and what the
 * host's own domain says of its TLS. Safe for many threads.
 */
final class Terms {

  private final DnsLookup dns;
  private final Function<String, Optional<StsPolicy>> promises;
  private final TlsPolicy usualTls;
  private final SourceAddresses usualSource;

  /**
   * @param promises a domain's MTA-STS policy
   * @param usualTls where no transport says otherwise
   * @param usualSource where no transport says otherwise
   */
  Terms(
      DnsLookup dns,
      Function<String, Optional<StsPolicy>> promises,
      TlsPolicy usualTls,
      SourceAddresses usualSource) {
    this.dns = dns;
    this.promises = promises;
    this.usualTls = usualTls;
    this.usualSource = usualSource;
  }

  /**
   * A host that mail may go to.
   *
   * @param wanted the name that led to it, which its certificate may be for too (RFC 7672 §3.2.2)
   * @param trusted its name is an operator's word, or proven by DNSSEC
   * @param tlsaBases see {@link DnsLookup#tlsaBases}; empty where DNSSEC proves nothing of it
   * @param promise the MTA-STS policy of the domain that named it
   */
  record Host(
      String name,
      int port,
      List<InetAddress> addresses,
      String wanted,
      boolean trusted,
      List<String> tlsaBases,
      Optional<StsPolicy> promise) {}

  /** What the domain promises of its hosts, where anybody would listen to it. */
  Optional<StsPolicy> promise(Transport transport, MailDomain domain, Privacy privacy) {
    return privacy != Privacy.WAIVED && isOpportunistic(level(transport))
        ? promises.apply(domain.key()).filter(StsPolicy::isEnforced)
        : Optional.empty();
  }

  private static boolean isOpportunistic(Level level) {
    return level instanceof Level.May || level instanceof Level.Encrypt;
  }

  /** The hops of a host, in the order of its addresses; or why there are none. */
  NextHops hops(Transport transport, Host host, Privacy privacy) {
    Level level = level(transport);
    if (!host.tlsaBases().isEmpty() && isOpportunistic(level) && privacy != Privacy.WAIVED) {
      Optional<Level> byDns = dane(host, level);
      if (byDns.isEmpty()) {
        // RFC 7672 §2.1.2: whoever keeps us from the records may want us in the clear.
        return new NextHops.NotNow(
            "4.7.5", "no answer from the DNS for the TLSA of " + host.name());
      }
      level = byDns.get();
    }
    // RFC 8461 §2: what DANE demands stands.
    if (host.promise().isPresent() && isOpportunistic(level)) {
      if (!host.promise().get().names(host.name())) {
        return new NextHops.NotNow(
            "4.7.5", host.name() + " is no host by the domain's MTA-STS policy");
      }
      level = new Level.Pkix(List.of());
    }
    // LMTP is final delivery: nobody passes it on.
    boolean required = privacy == Privacy.REQUIRED && !(transport.route() instanceof Route.Lmtp);
    if (required && !(level instanceof Level.Pkix) && !(level instanceof Level.Dane)) {
      if (!host.trusted()) {
        // RFC 8689 §4.2.1: without DNSSEC or MTA-STS nobody knows whose host it is.
        return new NextHops.Never(
            "5.7.10", "nothing proves that " + host.name() + " is the domain's, for REQUIRETLS");
      }
      level = new Level.Pkix(List.of());
    }
    if (level instanceof Level.Pkix) {
      level = new Level.Pkix(List.of(host.name()));
    }
    TlsDemand tls = new TlsDemand(level, isImplicit(transport));
    return new NextHops.Found(
        host.addresses().stream()
            .map(address -> hop(transport, host, address, tls, required))
            .toList());
  }

  private NextHop hop(
      Transport transport, Host host, InetAddress address, TlsDemand tls, boolean requireTls) {
    return new NextHop(
        host.name(),
        new InetSocketAddress(address, host.port()),
        transport.route() instanceof Route.Lmtp ? Protocol.LMTP : Protocol.SMTP,
        transport.source().or(usualSource).towards(address),
        tls,
        requireTls,
        transport.login());
  }

  private static boolean isImplicit(Transport transport) {
    return transport.route() instanceof Route.Host named && named.implicitTls();
  }

  private Level level(Transport transport) {
    return switch (transport.tls().orElse(usualTls)) {
      case NONE -> isImplicit(transport) ? new Level.Encrypt() : new Level.None();
      case MAY -> isImplicit(transport) ? new Level.Encrypt() : new Level.May();
      case ENCRYPT -> new Level.Encrypt();
      case VERIFY -> new Level.Pkix(List.of());
    };
  }

  /** Empty where it can't be told. */
  private Optional<Level> dane(Host host, Level otherwise) {
    for (String base : host.tlsaBases()) {
      DnsAnswer<TLSARecord> answer = dns.tlsa(base, host.port());
      if (answer instanceof Unclear<TLSARecord>) {
        return Optional.empty();
      }
      if (answer instanceof Found<TLSARecord> found && found.secure()) {
        return Optional.of(dane(found, List.of(base, host.wanted())));
      }
    }
    return Optional.of(otherwise);
  }

  private static Level dane(Found<TLSARecord> found, List<String> names) {
    List<TLSARecord> usable = found.data().stream().filter(DaneCheck::isUsable).toList();
    // RFC 7672 §2.2: records that say nothing usable still say that there is TLS.
    return usable.isEmpty() ? new Level.Encrypt() : new Level.Dane(usable, names);
  }
}
