package org.chukei.connector.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.chukei.config.ServerCertificate;

/**
 * Makes the TLS end of connections, by the JDK's TLS (docs/adr/0010). Safe from any thread.
 *
 * <p>Versions and ciphers are those of Mozilla's "intermediate" configuration, less finite-field
 * Diffie-Hellman, which lets clients make a server compute for nothing (CVE-2002-20001).
 */
final class Tls {

  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
  private static final long HANDSHAKE_SECONDS = 30;
  // The JDK would keep 20,000 of them for a day.
  private static final int SESSIONS_KEPT = 1_000;
  private static final long SESSION_SECONDS = 3_600;

  private record InForce(ServerCertificate certificate, SslContext context) {}

  private final Executor computing;
  private volatile InForce inForce;

  /**
   * @param computing where keys are agreed on: a handshake takes a millisecond or more of
   *     computing, and the event loop has others to serve
   */
  Tls(ServerCertificate certificate, Executor computing) throws SSLException {
    this.computing = computing;
    use(certificate);
  }

  /** New connections are shown this one from now on. */
  void use(ServerCertificate certificate) throws SSLException {
    SslContext context =
        SslContextBuilder.forServer(
                certificate.key(), certificate.chain().toArray(X509Certificate[]::new))
            .sslProvider(SslProvider.JDK)
            .protocols(PROTOCOLS)
            .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
            .sessionCacheSize(SESSIONS_KEPT)
            .sessionTimeout(SESSION_SECONDS)
            .build();
    inForce = new InForce(certificate, context);
  }

  /** The server's end of one connection. */
  SslHandler newEnd(ByteBufAllocator allocator) {
    SslHandler end = inForce.context().newHandler(allocator, computing);
    end.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
    return end;
  }
}
