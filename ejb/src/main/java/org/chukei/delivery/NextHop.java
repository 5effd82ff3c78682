package org.chukei.delivery;

import java.net.InetAddress;
import org.chukei.network.IpAddress;

/** Where one connection goes: one address of one host. */
record NextHop(String host, InetAddress address, int port) {

  /** {@code mx.example.com[192.0.2.1]:25}, as it stands in logs and outcomes. */
  String relay() {
    return host + "[" + IpAddress.of(address) + "]:" + port;
  }
}
