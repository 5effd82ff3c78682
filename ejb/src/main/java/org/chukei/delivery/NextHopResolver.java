package org.chukei.delivery;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.chukei.config.HostPort;
import org.chukei.delivery.DnsAnswer.Found;
import org.chukei.delivery.DnsAnswer.NoSuchName;
import org.chukei.delivery.DnsAnswer.Unclear;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;
import org.chukei.smtp.MailDomain;
import org.chukei.transport.Route;
import org.chukei.transport.Transport;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;

/**
 * Finds where mail goes: to a smart host, or to the hosts that the DNS names for a domain (RFC 5321
 * §5.1). Safe for many threads.
 */
final class NextHopResolver {

  /** More addresses than this are not tried in one attempt. */
  private static final int MOST_HOPS = 10;

  private final DnsLookup dns;
  private final String ourName;
  private final Terms terms;
  private final Predicate<InetAddress> isOurAddress;
  private final int port;
  private final Random random;

  /**
   * @param ourName how an MX record would name us
   * @param isOurAddress whether our own MX service would answer there
   * @param port where hosts found by MX listen: 25, but in tests
   */
  NextHopResolver(
      DnsLookup dns,
      String ourName,
      Predicate<InetAddress> isOurAddress,
      Terms terms,
      int port,
      Random random) {
    this.isOurAddress = isOurAddress;
    this.dns = dns;
    this.ourName = ourName;
    this.terms = terms;
    this.port = port;
    this.random = random;
  }

  /** What all look-ups of one message have in common. */
  private record Way(Transport transport, Privacy privacy) {}

  /**
   * @param domain of the recipients; asked for its MX only where the transport says so
   */
  NextHops hops(Transport transport, MailDomain domain, Privacy privacy) {
    if (transport.route() instanceof Route.LmtpSocket local) {
      return new NextHops.Found(List.of(NextHop.lmtp(local.socket())));
    }
    return transport
        .route()
        .namedHost()
        .map(named -> host(new Way(transport, privacy), named))
        .orElseGet(() -> domain(new Way(transport, privacy), domain));
  }

  /** Never {@link NextHops.Never}: a host that can't be found is a fault of configuration. */
  private NextHops host(Way way, HostPort named) {
    String host = named.host();
    if (host.equalsIgnoreCase("localhost")) {
      // RFC 6761 §6.3: localhost is not for the DNS to say.
      List<InetAddress> loopback = List.of(address("127.0.0.1").get(), address("::1").get());
      return hops(way, host, named.port(), true, loopback, List.of());
    }
    Optional<InetAddress> literal = address(host);
    if (literal.isPresent()) {
      return hops(way, host, named.port(), true, List.of(literal.get()), List.of());
    }
    DnsAnswer<InetAddress> answer = dns.addresses(host, true);
    if (answer instanceof Found<InetAddress> found) {
      return hops(way, host, named.port(), true, found.data(), bases(host, found));
    }
    return answer instanceof Unclear<InetAddress> unclear
        ? new NextHops.NotNow("4.4.3", "host " + host + ": " + unclear.reason())
        : new NextHops.NotNow("4.3.5", "host " + host + " has no address in the DNS");
  }

  private NextHops domain(Way way, MailDomain domain) {
    if (domain.isAddressLiteral()) {
      return literal(way, domain.key());
    }
    DnsAnswer<MXRecord> answer = dns.mx(domain.key());
    if (answer instanceof Found<MXRecord> found) {
      return byMx(way, domain, found);
    }
    if (answer instanceof NoSuchName<MXRecord>) {
      return new NextHops.Never("5.1.2", "domain " + domain + " does not exist");
    }
    return answer instanceof Unclear<MXRecord> unclear ? unclear(unclear) : implicitMx(way, domain);
  }

  private NextHops literal(Way way, String text) {
    String inside = text.substring(1, text.length() - 1);
    String address = inside.startsWith("ipv6:") ? inside.substring(5) : inside;
    return address(address)
        .map(found -> hops(way, address, port, true, List.of(found), List.of()))
        .orElse(new NextHops.Never("5.1.2", text + " is no address"));
  }

  /** RFC 5321 §5.1: a domain without MX records is its own, with preference 0. */
  private NextHops implicitMx(Way way, MailDomain domain) {
    if (isOurs(domain.key())) {
      return loop(domain);
    }
    DnsAnswer<InetAddress> answer = dns.addresses(domain.key(), false);
    if (answer instanceof Found<InetAddress> found) {
      return found.data().stream().anyMatch(isOurAddress)
          ? loop(domain)
          : hops(way, domain.key(), port, false, found.data(), bases(domain.key(), found));
    }
    return answer instanceof Unclear<InetAddress> unclear
        ? unclear(unclear)
        : new NextHops.Never("5.1.2", "domain " + domain + " has neither MX nor address");
  }

  private NextHops byMx(Way way, MailDomain domain, Found<MXRecord> answer) {
    List<MXRecord> records = new ArrayList<>(answer.data());
    records.removeIf(mx -> mx.getTarget().equals(Name.root));
    if (records.isEmpty()) {
      // RFC 7505 §3 and §4.
      return new NextHops.Never("5.1.10", "domain " + domain + " takes no mail (null MX)");
    }
    Collections.shuffle(records, random); // §5.1: equals in random order, to share the load
    records.sort(Comparator.comparingInt(MXRecord::getPriority));
    List<MxHost> hosts =
        records.stream()
            .limit(MOST_HOPS)
            .map(mx -> new MxHost(host(mx), mx.getPriority(), dns.addresses(host(mx), false)))
            .toList();
    // RFC 5321 §5.1: where we are listed, only better hosts than us may be asked, or mail loops.
    int ourPreference =
        hosts.stream()
            .filter(this::isOurs)
            .mapToInt(MxHost::preference)
            .min()
            .orElse(Integer.MAX_VALUE);
    List<MxHost> better = hosts.stream().filter(h -> h.preference() < ourPreference).toList();
    return better.isEmpty() ? loop(domain) : hopsOf(way, domain, better, answer.secure());
  }

  private record MxHost(String name, int preference, DnsAnswer<InetAddress> addresses) {}

  private boolean isOurs(MxHost host) {
    return isOurs(host.name())
        || (host.addresses() instanceof Found<InetAddress> found
            && found.data().stream().anyMatch(isOurAddress));
  }

  private NextHops hopsOf(Way way, MailDomain domain, List<MxHost> hosts, boolean secureMx) {
    Optional<StsPolicy> promise = terms.promise(way.transport(), domain, way.privacy());
    List<NextHop> hops = new ArrayList<>();
    Optional<NextHops> never = Optional.empty();
    Optional<NextHops.NotNow> notNow = Optional.empty();
    for (MxHost host : hosts) {
      if (host.addresses() instanceof Found<InetAddress> found) {
        NextHops ofHost =
            terms.hops(
                way.transport(),
                new Terms.Host(
                    host.name(),
                    port,
                    found.data(),
                    domain.key(),
                    secureMx,
                    // RFC 7672 §2.2.1: an MX that anybody could have given proves nothing.
                    secureMx ? dns.tlsaBases(host.name(), found.secure()) : List.of(),
                    promise),
                way.privacy());
        if (ofHost instanceof NextHops.Found more) {
          hops.addAll(more.hops());
        } else if (ofHost instanceof NextHops.NotNow reason) {
          notNow = Optional.of(reason);
        } else {
          never = Optional.of(ofHost);
        }
      } else if (host.addresses() instanceof Unclear<InetAddress> reason) {
        notNow = Optional.of(unclear(reason));
      }
    }
    if (!hops.isEmpty()) {
      return new NextHops.Found(hops.subList(0, Math.min(MOST_HOPS, hops.size())));
    }
    Optional<NextHops> lastNever = never;
    // RFC 5321 §5.1: MX records none of which is usable are an error; no implicit MX then.
    return notNow
        .<NextHops>map(reason -> reason)
        .or(() -> lastNever)
        .orElse(new NextHops.Never("5.4.4", "no MX host of " + domain + " has an address"));
  }

  private static NextHops.NotNow unclear(Unclear<?> answer) {
    return new NextHops.NotNow("4.4.3", "no answer from the DNS: " + answer.reason());
  }

  private static NextHops loop(MailDomain domain) {
    return new NextHops.Never(
        "5.4.6", "mail for " + domain + " loops back to us, and it is no local domain");
  }

  private static String host(MXRecord mx) {
    return mx.getTarget().toString(true);
  }

  private boolean isOurs(String host) {
    return host.equalsIgnoreCase(ourName);
  }

  /**
   * @param trusted the host's name is an operator's word, or proven
   */
  private NextHops hops(
      Way way,
      String host,
      int port,
      boolean trusted,
      List<InetAddress> addresses,
      List<String> tlsaBases) {
    List<InetAddress> tried = addresses.subList(0, Math.min(MOST_HOPS, addresses.size()));
    return terms.hops(
        way.transport(),
        new Terms.Host(host, port, tried, host, trusted, tlsaBases, Optional.empty()),
        way.privacy());
  }

  private List<String> bases(String host, Found<InetAddress> addresses) {
    return dns.tlsaBases(host, addresses.secure());
  }

  /** Reads an address, never asking the DNS as InetAddress would. */
  private static Optional<InetAddress> address(String text) {
    try {
      return text.indexOf('/') < 0 && text.indexOf(',') < 0
          ? Optional.of(Network.parse(text).first().toInetAddress())
          : Optional.empty();
    } catch (NetworkSyntaxException e) {
      return Optional.empty();
    }
  }
}
