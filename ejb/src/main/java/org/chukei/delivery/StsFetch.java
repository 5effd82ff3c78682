package org.chukei.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.chukei.delivery.DnsAnswer.Found;
import org.chukei.delivery.NextHop.Protocol;
import org.chukei.delivery.TlsDemand.Level;

/**
 * Fetches a domain's policy (RFC 8461 §3.3): one GET by HTTPS, with a verified certificate, no
 * redirects, no caches, bounded in size and time. Not by the JDK's HTTP client, which would ask
 * another DNS than the settings name. Safe for many threads.
 */
final class StsFetch {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** RFC 8461 §3.3 suggests a minute; mail waits for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final int LARGEST = 65_536; // §3.3: at least 64 KiB
  private static final int ADDRESSES = 3;

  private final DnsLookup dns;
  private final TlsClient tls;
  private final int port;

  /**
   * @param port of HTTPS: 443, but in tests
   */
  StsFetch(DnsLookup dns, TlsClient tls, int port) {
    this.dns = dns;
    this.tls = tls;
    this.port = port;
  }

  /** The policy's text; empty where there is none to be had now. */
  Optional<String> fetch(String domain) {
    String host = "mta-sts." + domain;
    if (!(dns.addresses(host, false) instanceof Found<InetAddress> found)) {
      return Optional.empty();
    }
    for (InetAddress address : found.data().stream().limit(ADDRESSES).toList()) {
      try {
        return body(get(host, address));
      } catch (IOException | CertificateException | RuntimeException e) {
        // Another address may do better; without any, the domain has no policy now.
      }
    }
    return Optional.empty();
  }

  private String get(String host, InetAddress address) throws IOException, CertificateException {
    TlsDemand demand = new TlsDemand(new Level.Pkix(List.of(host)), true);
    NextHop server =
        new NextHop(
            host,
            new InetSocketAddress(address, port),
            Protocol.SMTP,
            Optional.empty(),
            demand,
            false,
            Optional.empty());
    long deadline = SmtpSocket.deadline(PATIENCE);
    try (SmtpSocket socket = SmtpSocket.on(ConnectRace.run(List.of(server), CONNECT).channel())) {
      SSLEngine engine = tls.engine(host, port);
      socket.startTls(engine, PATIENCE);
      tls.verified(engine.getSession(), demand);
      // HTTP/1.0: what comes back ends with the connection, and never in chunks.
      String request =
          "GET /.well-known/mta-sts.txt HTTP/1.0\r\nHost: "
              + host
              + "\r\nAccept: text/plain\r\nConnection: close\r\n\r\n";
      socket.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)), PATIENCE);
      ByteArrayOutputStream response = new ByteArrayOutputStream();
      for (int octet = socket.read(deadline); octet >= 0; octet = socket.read(deadline)) {
        response.write(octet);
        if (response.size() > LARGEST) {
          throw new IOException("a policy of more than " + LARGEST + " octets");
        }
      }
      return response.toString(StandardCharsets.UTF_8);
    }
  }

  /** Only 200 counts, and only text (§3.3). */
  static Optional<String> body(String response) {
    int end = response.indexOf("\r\n\r\n");
    if (end < 0 || !response.matches("(?s)HTTP/1\\.[01] 200[ \r].*")) {
      return Optional.empty();
    }
    String header = response.substring(0, end);
    return header.matches("(?si).*\r\nContent-Type:[ \t]*text/plain\\b.*")
        ? Optional.of(response.substring(end + 4))
        : Optional.empty();
  }
}
