package org.chukei.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chukei.config.HostPort;
import org.chukei.delivery.DnsAnswer.Found;
import org.chukei.delivery.DnsAnswer.NoData;
import org.chukei.delivery.DnsAnswer.NoSuchName;
import org.chukei.delivery.DnsAnswer.Unclear;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks the DNS through dnsjava, whose cache keeps answers for their time to live. Names are
 * absolute: the search path of the system never makes another domain of one. Safe for many threads.
 */
final class DnsLookup {

  /** In seconds: a domain that has just been set up must not stay unknown for a day. */
  private static final int LONGEST_NEGATIVE = 300;

  private static final int TRIES = 2;

  private final Resolver resolver;
  private final Optional<Dnssec> dnssec;
  private final Cache cache = new Cache(DClass.IN);

  /**
   * Without DNSSEC.
   *
   * @param server empty: the system's resolvers
   * @param timeout for one try at one server
   */
  DnsLookup(Optional<HostPort> server, Duration timeout) {
    this(server, timeout, Optional.empty());
  }

  /**
   * @param dnssec where answers are proven, as far as they are
   */
  DnsLookup(Optional<HostPort> server, Duration timeout, Optional<Dnssec> dnssec) {
    this.resolver = servers(server, timeout);
    this.dnssec = dnssec;
    cache.setMaxNCache(LONGEST_NEGATIVE);
  }

  /** See the constructor. */
  static Resolver servers(Optional<HostPort> server, Duration timeout) {
    ExtendedResolver servers =
        server
            .map(s -> new InetSocketAddress(s.host(), s.port()))
            .map(address -> new ExtendedResolver(new Resolver[] {new SimpleResolver(address)}))
            .orElseGet(ExtendedResolver::new);
    servers.setTimeout(timeout);
    servers.setRetries(TRIES);
    return servers;
  }

  /** Aliases are followed; the records are as they came, unordered. */
  DnsAnswer<MXRecord> mx(String domain) {
    DnsAnswer<Record> answer = ask(domain, Type.MX, false);
    if (answer instanceof Found<Record> found) {
      return new Found<>(found.data().stream().map(MXRecord.class::cast).toList(), found.secure());
    }
    return emptyAs(answer);
  }

  /** Each record's strings joined. */
  DnsAnswer<String> txt(String name) {
    DnsAnswer<Record> answer = ask(name, Type.TXT, false);
    if (answer instanceof Found<Record> found) {
      return new Found<>(
          found.data().stream()
              .map(record -> String.join("", ((TXTRecord) record).getStrings()))
              .toList(),
          found.secure());
    }
    return emptyAs(answer);
  }

  /**
   * The names that a host's TLSA records may stand under, in the order in which to ask them (RFC
   * 7672 §2.2.2): where its aliases lead, then its own.
   *
   * @param secure whether its addresses are proven, aliases included
   */
  List<String> tlsaBases(String host, boolean secure) {
    if (dnssec.isEmpty()) {
      return List.of();
    }
    Optional<String> end = endOfAliases(host);
    if (end.isEmpty()) {
      return secure ? List.of(host) : List.of();
    }
    if (secure) {
      return List.of(end.get(), host);
    }
    // What a proven alias leads to may be anybody's; that it is one is still the host's own word.
    return ask(host, Type.CNAME, false) instanceof Found<Record> alias && alias.secure()
        ? List.of(host)
        : List.of();
  }

  /** Empty where the host has its addresses under its own name. */
  private Optional<String> endOfAliases(String host) {
    DnsAnswer<Record> v4 = ask(host, Type.A, false);
    return (v4 instanceof Found<Record> ? v4 : ask(host, Type.AAAA, false))
            instanceof Found<Record> found
        ? Optional.of(found.data().get(0).getName().toString(true))
            .filter(name -> !name.equalsIgnoreCase(host))
        : Optional.empty();
  }

  /** RFC 7672 §2.2.3: the certificates of a host's port. */
  DnsAnswer<TLSARecord> tlsa(String host, int port) {
    DnsAnswer<Record> answer = ask("_" + port + "._tcp." + host, Type.TLSA, false);
    if (answer instanceof Found<Record> found) {
      return new Found<>(
          found.data().stream().map(TLSARecord.class::cast).toList(), found.secure());
    }
    return emptyAs(answer);
  }

  /**
   * A and AAAA, in turn (RFC 8305 §4), so that a family that does not get through costs one try.
   * IPv4 first, which departs from RFC 8305 because more hosts have a reverse name for it, and
   * receivers refuse those that have none.
   *
   * @param hostsFile whether the system's hosts file may answer too
   */
  DnsAnswer<InetAddress> addresses(String host, boolean hostsFile) {
    DnsAnswer<Record> v4 = ask(host, Type.A, hostsFile);
    DnsAnswer<Record> v6 = ask(host, Type.AAAA, hostsFile);
    List<InetAddress> addresses = inTurn(addresses(v4), addresses(v6));
    if (!addresses.isEmpty()) {
      return new Found<>(addresses, isSecureIfFound(v4) && isSecureIfFound(v6));
    }
    if (v6 instanceof Unclear<Record>) {
      return emptyAs(v6);
    }
    // NoData from one beats NoSuchName from the other: a name with any data exists.
    return emptyAs(v4 instanceof NoSuchName<Record> ? v6 : v4);
  }

  private static boolean isSecureIfFound(DnsAnswer<Record> answer) {
    return !(answer instanceof Found<Record> found) || found.secure();
  }

  private static List<InetAddress> addresses(DnsAnswer<Record> answer) {
    return answer instanceof Found<Record> found
        ? found.data().stream()
            .map(
                record ->
                    record instanceof ARecord v4
                        ? v4.getAddress()
                        : ((AAAARecord) record).getAddress())
            .toList()
        : List.of();
  }

  private static List<InetAddress> inTurn(List<InetAddress> first, List<InetAddress> second) {
    List<InetAddress> both = new ArrayList<>();
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      both.addAll(first.subList(Math.min(i, first.size()), Math.min(i + 1, first.size())));
      both.addAll(second.subList(Math.min(i, second.size()), Math.min(i + 1, second.size())));
    }
    return both;
  }

  private DnsAnswer<Record> ask(String name, int type, boolean hostsFile) {
    Name absolute;
    try {
      absolute = Name.fromString(name.endsWith(".") ? name : name + ".");
    } catch (TextParseException e) {
      // Longer than the DNS can hold, so nobody can ever have registered it.
      return new NoSuchName<>();
    }
    boolean proving = dnssec.isPresent() && dnssec.get().isAvailable();
    Lookup lookup = lookup(absolute, type, hostsFile, proving);
    Record[] records = lookup.run();
    if (proving && dnssec.get().wasSecure(absolute, type).isEmpty()) {
      // From the cache, and whether it was proven is forgotten.
      cache.flushName(absolute);
      lookup = lookup(absolute, type, hostsFile, true);
      records = lookup.run();
    }
    return switch (lookup.getResult()) {
      case Lookup.SUCCESSFUL ->
          new Found<>(List.of(records), proving && isSecure(absolute, type, lookup));
      case Lookup.HOST_NOT_FOUND -> new NoSuchName<>();
      case Lookup.TYPE_NOT_FOUND -> new NoData<>();
      default -> new Unclear<>(Type.string(type) + " of " + name + ": " + lookup.getErrorString());
    };
  }

  private Lookup lookup(Name absolute, int type, boolean hostsFile, boolean proving) {
    Lookup lookup = new Lookup(absolute, type);
    lookup.setResolver(proving ? dnssec.orElseThrow() : resolver);
    lookup.setCache(cache);
    lookup.setSearchPath(List.of());
    if (!hostsFile) {
      lookup.setHostsFileParser(null);
    }
    return lookup;
  }

  /** An alias that its own question was asked for has its own proof. */
  private boolean isSecure(Name name, int type, Lookup lookup) {
    Dnssec proofs = dnssec.orElseThrow();
    return proofs.wasSecure(name, type).orElse(false)
        && Arrays.stream(lookup.getAliases())
            .allMatch(alias -> proofs.wasSecure(alias, type).orElse(true));
  }

  private static <T> DnsAnswer<T> emptyAs(DnsAnswer<Record> answer) {
    if (answer instanceof NoSuchName<Record>) {
      return new NoSuchName<>();
    }
    return answer instanceof Unclear<Record> unclear
        ? new Unclear<>(unclear.reason())
        : new NoData<>();
  }
}
