package org.chukei.delivery;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.chukei.config.HostPort;
import org.chukei.delivery.DnsAnswer.Found;
import org.chukei.delivery.DnsAnswer.NoSuchName;
import org.chukei.delivery.DnsAnswer.Unclear;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;
import org.chukei.smtp.MailDomain;
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
  private final int port;
  private final Random random;

  /**
   * @param ourName how an MX record would name us
   * @param port where hosts found by MX listen: 25, but in tests
   */
  NextHopResolver(DnsLookup dns, String ourName, int port, Random random) {
    this.dns = dns;
    this.ourName = ourName;
    this.port = port;
    this.random = random;
  }

  /** Never {@link NextHops.Never}: a smart host that can't be found is a fault of configuration. */
  NextHops smarthost(HostPort smarthost) {
    String host = smarthost.host();
    if (host.equalsIgnoreCase("localhost")) {
      // RFC 6761 §6.3: localhost is not for the DNS to say.
      return hops(
          host, List.of(address("127.0.0.1").get(), address("::1").get()), smarthost.port());
    }
    Optional<InetAddress> literal = address(host);
    if (literal.isPresent()) {
      return hops(host, List.of(literal.get()), smarthost.port());
    }
    DnsAnswer<InetAddress> answer = dns.addresses(host, true);
    if (answer instanceof Found<InetAddress> found) {
      return hops(host, found.data(), smarthost.port());
    }
    return answer instanceof Unclear<InetAddress> unclear
        ? new NextHops.NotNow("4.4.3", "smart host " + host + ": " + unclear.reason())
        : new NextHops.NotNow("4.3.5", "smart host " + host + " has no address in the DNS");
  }

  NextHops domain(MailDomain domain) {
    if (domain.isAddressLiteral()) {
      return literal(domain.key());
    }
    DnsAnswer<MXRecord> answer = dns.mx(domain.key());
    if (answer instanceof Found<MXRecord> found) {
      return byMx(domain, found.data());
    }
    if (answer instanceof NoSuchName<MXRecord>) {
      return new NextHops.Never("5.1.2", "domain " + domain + " does not exist");
    }
    return answer instanceof Unclear<MXRecord> unclear
        ? new NextHops.NotNow("4.4.3", "no answer from the DNS: " + unclear.reason())
        : implicitMx(domain);
  }

  private NextHops literal(String text) {
    String inside = text.substring(1, text.length() - 1);
    String address = inside.startsWith("ipv6:") ? inside.substring(5) : inside;
    return address(address)
        .map(found -> hops(address, List.of(found), port))
        .orElse(new NextHops.Never("5.1.2", text + " is no address"));
  }

  /** RFC 5321 §5.1: a domain without MX records is its own, with preference 0. */
  private NextHops implicitMx(MailDomain domain) {
    if (isOurs(domain.key())) {
      return loop(domain);
    }
    DnsAnswer<InetAddress> answer = dns.addresses(domain.key(), false);
    if (answer instanceof Found<InetAddress> found) {
      return hops(domain.key(), found.data(), port);
    }
    return answer instanceof Unclear<InetAddress> unclear
        ? new NextHops.NotNow("4.4.3", "no answer from the DNS: " + unclear.reason())
        : new NextHops.Never("5.1.2", "domain " + domain + " has neither MX nor address");
  }

  private NextHops byMx(MailDomain domain, List<MXRecord> records) {
    List<MXRecord> usable = new ArrayList<>(records);
    usable.removeIf(mx -> mx.getTarget().equals(Name.root));
    if (usable.isEmpty()) {
      // RFC 7505 §3 and §4.
      return new NextHops.Never("5.1.10", "domain " + domain + " takes no mail (null MX)");
    }
    // RFC 5321 §5.1: where we are listed, only better hosts than us may be asked, or mail loops.
    int ourPreference =
        usable.stream()
            .filter(mx -> isOurs(host(mx)))
            .mapToInt(MXRecord::getPriority)
            .min()
            .orElse(Integer.MAX_VALUE);
    usable.removeIf(mx -> mx.getPriority() >= ourPreference);
    if (usable.isEmpty()) {
      return loop(domain);
    }
    Collections.shuffle(usable, random); // §5.1: equals in random order, to share the load
    usable.sort(Comparator.comparingInt(MXRecord::getPriority));
    return addressesOf(domain, usable);
  }

  private NextHops addressesOf(MailDomain domain, List<MXRecord> records) {
    List<NextHop> hops = new ArrayList<>();
    Optional<String> unclear = Optional.empty();
    for (MXRecord mx : records) {
      if (hops.size() >= MOST_HOPS) {
        break;
      }
      DnsAnswer<InetAddress> answer = dns.addresses(host(mx), false);
      if (answer instanceof Found<InetAddress> found) {
        found.data().forEach(address -> hops.add(new NextHop(host(mx), address, port)));
      } else if (answer instanceof Unclear<InetAddress> reason) {
        unclear = Optional.of(reason.reason());
      }
    }
    if (!hops.isEmpty()) {
      return new NextHops.Found(hops.subList(0, Math.min(MOST_HOPS, hops.size())));
    }
    return unclear.isPresent()
        ? new NextHops.NotNow("4.4.3", "no answer from the DNS: " + unclear.get())
        // RFC 5321 §5.1: MX records none of which is usable are an error; no implicit MX then.
        : new NextHops.Never("5.4.4", "no MX host of " + domain + " has an address");
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

  private static NextHops hops(String host, List<InetAddress> addresses, int port) {
    return new NextHops.Found(
        addresses.stream()
            .limit(MOST_HOPS)
            .map(address -> new NextHop(host, address, port))
            .toList());
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
