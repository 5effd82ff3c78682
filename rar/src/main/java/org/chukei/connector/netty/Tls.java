package org.chukei.connector.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.chukei.config.ServerCertificate;
import org.chukei.connector.session.ChannelBinding;

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
  private static final Pattern HASH = Pattern.compile("SHA(1|256|384|512)with.*");
  private static final long HANDSHAKE_SECONDS = 30;
  // The JDK would keep 20,000 of them for a day.
  private static final int SESSIONS_KEPT = 1_000;
  private static final long SESSION_SECONDS = 3_600;

  private record InForce(SslContext context, Optional<ChannelBinding> binding) {}

  /**
   * The server's end of one connection.
   *
   * @param binding for the certificate that this end shows
   */
  record End(SslHandler handler, Optional<ChannelBinding> binding) {}

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
    inForce = new InForce(context, binding(certificate.certificate()));
  }

  End newEnd(ByteBufAllocator allocator) {
    InForce now = inForce;
    SslHandler handler = now.context().newHandler(allocator, computing);
    handler.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
    return new End(handler, now.binding());
  }

  /**
   * RFC 5929 §4.1: the certificate's hash, by the hash function of its signature, but SHA-256 in
   * place of MD5 and SHA-1; undefined for signatures without one.
   */
  static Optional<ChannelBinding> binding(X509Certificate certificate) {
    Matcher m = HASH.matcher(certificate.getSigAlgName());
    if (!m.matches()) {
      return Optional.empty();
    }
    String hash = m.group(1).equals("1") ? "SHA-256" : "SHA-" + m.group(1);
    try {
      byte[] data = MessageDigest.getInstance(hash).digest(certificate.getEncoded());
      return Optional.of(new ChannelBinding("tls-server-end-point", data));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has verified signatures with " + hash, e);
    }
  }
}
