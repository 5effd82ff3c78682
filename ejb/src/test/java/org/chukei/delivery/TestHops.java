package org.chukei.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import org.chukei.delivery.NextHop.Protocol;
import org.chukei.delivery.TlsDemand.Level;

/** Next hops as nothing but their address makes them: TLS where it works, no login. */
final class TestHops {

  private static final TlsDemand MAY = new TlsDemand(new Level.May(), false);

  private TestHops() {}

  static NextHop smtp(String host, InetAddress address, int port) {
    return hop(host, new InetSocketAddress(address, port), Protocol.SMTP, MAY);
  }

  /** The same host, by LMTP. */
  static NextHop lmtp(NextHop hop) {
    return hop(hop.host(), hop.address(), Protocol.LMTP, MAY);
  }

  /** The same host, reached under other terms. */
  static NextHop with(NextHop hop, TlsDemand tls) {
    return hop(hop.host(), hop.address(), hop.protocol(), tls);
  }

  private static NextHop hop(String host, SocketAddress address, Protocol protocol, TlsDemand tls) {
    return new NextHop(host, address, protocol, Optional.empty(), tls, false, Optional.empty());
  }
}
