package org.chukei.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.chukei.network.IpAddress;
import org.chukei.transport.Login;

/**
 * Where one connection goes: one address of one host. All that two deliveries must have in common
 * to share a connection is in it: connections are reused between equal next hops.
 *
 * @param source the address that we connect from; empty: the system's choice
 * @param requireTls only for mail that asks for it: the host must offer REQUIRETLS (RFC 8689 §2)
 * @param login what the host asks for before it takes mail
 */
record NextHop(
    String host,
    SocketAddress address,
    Protocol protocol,
    Optional<InetAddress> source,
    TlsDemand tls,
    boolean requireTls,
    Optional<Login> login) {

  /** What is spoken there. */
  enum Protocol {
    SMTP,
    /** RFC 2033: as SMTP, but with LHLO and a reply for each recipient at the end of data. */
    LMTP
  }

  /** A socket of this machine, by LMTP. */
  static NextHop lmtp(Path socket) {
    return new NextHop(
        "localhost",
        UnixDomainSocketAddress.of(socket),
        Protocol.LMTP,
        Optional.empty(),
        TlsDemand.none(),
        false,
        Optional.empty());
  }

  boolean isLmtp() {
    return protocol == Protocol.LMTP;
  }

  /** Empty for a socket of this machine. */
  Optional<InetAddress> ip() {
    return address instanceof InetSocketAddress inet
        ? Optional.of(inet.getAddress())
        : Optional.empty();
  }

  /** {@code mx.example.com[192.0.2.1]:25}, as it stands in logs and outcomes. */
  String relay() {
    return address instanceof InetSocketAddress inet
        ? host + "[" + IpAddress.of(inet.getAddress()) + "]:" + inet.getPort()
        : host + "[" + address + "]";
  }
}
