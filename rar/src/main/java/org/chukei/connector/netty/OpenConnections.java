package org.chukei.connector.netty;

import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.chukei.config.Setting;
import org.chukei.config.Settings;
import org.chukei.connector.api.Limit;
import org.chukei.network.IpAddress;

/**
 * How many are connected, in all and by client, on all services together. A client is an IPv4
 * address or an IPv6 /64. Keeps nothing of who is gone. Safe from any thread.
 */
final class OpenConnections {

  private final int most;
  private final int mostPerClient;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentMap<IpAddress, Integer> byClient = new ConcurrentHashMap<>();

  OpenConnections(Settings settings) {
    this.most = settings.limit(Setting.LIMIT_CONNECTIONS);
    this.mostPerClient = settings.limit(Setting.LIMIT_CONNECTIONS_PER_CLIENT);
  }

  /** Counts one; what it is too many for, if it is. {@link #closed} has to follow either way. */
  Optional<Limit> opened(InetAddress client) {
    int ofClient = byClient.merge(IpAddress.of(client).subscriber(), 1, Integer::sum);
    if (open.incrementAndGet() > most) {
      return Optional.of(Limit.CONNECTIONS);
    }
    return ofClient > mostPerClient ? Optional.of(Limit.CONNECTIONS_PER_CLIENT) : Optional.empty();
  }

  void closed(InetAddress client) {
    open.decrementAndGet();
    byClient.computeIfPresent(
        IpAddress.of(client).subscriber(), (key, count) -> count > 1 ? count - 1 : null);
  }
}
