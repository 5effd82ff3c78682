package org.chukei.delivery;

import java.net.InetAddress;
import org.chukei.network.IpAddress;

/**
 * Where one connection goes: one address of one host. All that two deliveries must have in common
 * to share a connection is in it: connections are reused between equal next hops.
 */
record NextHop(String host, InetAddress address, int port) {

  /** {@code mx.example.com[192.0.2.1]:25}, as it stands in logs and outcomes. */
  String relay() {
    return host + "[" + IpAddress.of(address) + "]:" + port;
  }
}
