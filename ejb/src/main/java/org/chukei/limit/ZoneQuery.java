package org.chukei.limit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.chukei.config.DnsZone;
import org.chukei.config.HostPort;
import org.chukei.network.IpAddress;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks one zone for one client, and returns at once. */
interface ZoneQuery {

  /** No client waits longer for what others say of it. */
  Duration PATIENCE = Duration.ofSeconds(4);

  /** Completes within {@link #PATIENCE}, perhaps exceptionally. */
  CompletionStage<Listing> ask(DnsZone zone, IpAddress client);

  /**
   * By dnsjava.
   *
   * @param server empty: the system's resolvers
   */
  static ZoneQuery of(Optional<HostPort> server) {
    ExtendedResolver resolver =
        server
            .map(s -> new InetSocketAddress(s.host(), s.port()))
            .map(address -> new ExtendedResolver(new Resolver[] {new SimpleResolver(address)}))
            .orElseGet(ExtendedResolver::new);
    resolver.setTimeout(Duration.ofSeconds(2));
    resolver.setRetries(2);
    return (zone, client) -> {
      Message query = Message.newQuery(Record.newRecord(name(zone, client), Type.A, DClass.IN));
      return resolver
          .sendAsync(query)
          .thenApply(answer -> listing(zone, answer))
          .toCompletableFuture()
          .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    };
  }

  /** RFC 5782 §2.1 and §2.4: octets or nibbles of the address, the last first. */
  static Name name(DnsZone zone, IpAddress client) {
    StringBuilder name = new StringBuilder();
    byte[] octets = client.toInetAddress().getAddress();
    for (int i = octets.length - 1; i >= 0; i--) {
      if (octets.length == 4) {
        name.append(octets[i] & 255).append('.');
      } else {
        name.append(Character.forDigit(octets[i] & 15, 16)).append('.');
        name.append(Character.forDigit(octets[i] >> 4 & 15, 16)).append('.');
      }
    }
    try {
      return Name.fromString(name + zone.name() + ".");
    } catch (TextParseException e) {
      throw new IllegalArgumentException(zone.name() + " is too long for a block list", e);
    }
  }

  private static Listing listing(DnsZone zone, Message answer) {
    int code = answer.getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      return Listing.UNKNOWN;
    }
    List<Record> records = answer.getSection(Section.ANSWER);
    for (Record record : records) {
      if (record instanceof ARecord a && zone.lists(IpAddress.of(a.getAddress()))) {
        return Listing.of(true, a.getTTL());
      }
    }
    // RFC 2308 §5.
    return answer.getSection(Section.AUTHORITY).stream()
        .filter(SOARecord.class::isInstance)
        .map(SOARecord.class::cast)
        .findFirst()
        .map(soa -> Listing.of(false, Math.min(soa.getTTL(), soa.getMinimum())))
        .orElseGet(() -> Listing.of(false, 0));
  }
}
