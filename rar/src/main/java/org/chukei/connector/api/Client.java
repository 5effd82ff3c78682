package org.chukei.connector.api;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Who connects to us, as far as the network tells, or a proxy that the settings name.
 *
 * @param service the door
 * @param address without scope id; an IPv4-mapped IPv6 address is given as IPv4
 * @param port the client's port, 0 to 65535
 * @param proxy whose connection it is, where the client came through one
 * @param known false: the proxy did not say who its client is, and address and port are the proxy's
 *     own (PROXY protocol, v1 UNKNOWN and v2 LOCAL). Nothing may be permitted by such an address.
 * @param posed this process itself poses as such a client to see what it would be told: it is
 *     judged like any other, and otherwise leaves no trace
 */
public record Client(
    Service service,
    InetAddress address,
    int port,
    Optional<InetAddress> proxy,
    boolean known,
    boolean posed) {

  public Client(
      Service service, InetAddress address, int port, Optional<InetAddress> proxy, boolean known) {
    this(service, address, port, proxy, known, false);
  }

  /** A client that connects to us itself. */
  public Client(Service service, InetAddress address, int port) {
    this(service, address, port, Optional.empty(), true);
  }

  /** For {@link SmtpServices#pose}. */
  public static Client posing(Service service, InetAddress address) {
    return new Client(service, address, 0, Optional.empty(), true, true);
  }
}
