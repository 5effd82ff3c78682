package org.chukei.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
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
  private final Cache cache = new Cache(DClass.IN);

  /**
   * @param server empty: the system's resolvers
   * @param timeout for one try at one server
   */
  DnsLookup(Optional<HostPort> server, Duration timeout) {
    ExtendedResolver servers =
        server
            .map(s -> new InetSocketAddress(s.host(), s.port()))
            .map(address -> new ExtendedResolver(new Resolver[] {new SimpleResolver(address)}))
            .orElseGet(ExtendedResolver::new);
    servers.setTimeout(timeout);
    servers.setRetries(TRIES);
    this.resolver = servers;
    cache.setMaxNCache(LONGEST_NEGATIVE);
  }

  /** Aliases are followed; the records are as they came, unordered. */
  DnsAnswer<MXRecord> mx(String domain) {
    DnsAnswer<Record> answer = ask(domain, Type.MX, false);
    if (answer instanceof Found<Record> found) {
      return new Found<>(found.data().stream().map(MXRecord.class::cast).toList());
    }
    return emptyAs(answer);
  }

  /**
   * A and AAAA. IPv4 first: more hosts have a reverse name for it, and receivers refuse those that
   * have none.
   *
   * @param hostsFile whether the system's hosts file may answer too
   */
  DnsAnswer<InetAddress> addresses(String host, boolean hostsFile) {
    DnsAnswer<Record> v4 = ask(host, Type.A, hostsFile);
    DnsAnswer<Record> v6 = ask(host, Type.AAAA, hostsFile);
    List<InetAddress> addresses = new ArrayList<>();
    if (v4 instanceof Found<Record> found) {
      found.data().forEach(record -> addresses.add(((ARecord) record).getAddress()));
    }
    if (v6 instanceof Found<Record> found) {
      found.data().forEach(record -> addresses.add(((AAAARecord) record).getAddress()));
    }
    if (!addresses.isEmpty()) {
      return new Found<>(addresses);
    }
    if (v6 instanceof Unclear<Record>) {
      return emptyAs(v6);
    }
    // NoData from one beats NoSuchName from the other: a name with any data exists.
    return emptyAs(v4 instanceof NoSuchName<Record> ? v6 : v4);
  }

  private DnsAnswer<Record> ask(String name, int type, boolean hostsFile) {
    Name absolute;
    try {
      absolute = Name.fromString(name.endsWith(".") ? name : name + ".");
    } catch (TextParseException e) {
      // Longer than the DNS can hold, so nobody can ever have registered it.
      return new NoSuchName<>();
    }
    Lookup lookup = new Lookup(absolute, type);
    lookup.setResolver(resolver);
    lookup.setCache(cache);
    lookup.setSearchPath(List.of());
    if (!hostsFile) {
      lookup.setHostsFileParser(null);
    }
    Record[] records = lookup.run();
    return switch (lookup.getResult()) {
      case Lookup.SUCCESSFUL -> new Found<>(List.of(records));
      case Lookup.HOST_NOT_FOUND -> new NoSuchName<>();
      case Lookup.TYPE_NOT_FOUND -> new NoData<>();
      default -> new Unclear<>(Type.string(type) + " of " + name + ": " + lookup.getErrorString());
    };
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
