package org.chukei.connector.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.chukei.config.ServerCertificate;
import org.chukei.config.Settings;
import org.chukei.connector.api.Service;
import org.chukei.connector.session.ChannelBinding;
import org.chukei.connector.session.TlsFacts;

/**
 * Makes the TLS end of connections, for each service as the settings want it (docs/adr/0010 and
 * 0015). Safe from any thread.
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
  private static final List<String> OLD_PROTOCOLS =
      List.of("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1");

  /** What the old versions have: CBC, and RSA key exchange for devices that know no other. */
  private static final List<String> OLD_CIPHERS =
      List.of(
          "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
          "TLS_RSA_WITH_AES_128_CBC_SHA",
          "TLS_RSA_WITH_AES_256_CBC_SHA");

  private static final Pattern HASH = Pattern.compile("SHA(1|256|384|512)with.*");
  private static final long HANDSHAKE_SECONDS = 30;
  // The JDK would keep 20,000 of them for a day.
  private static final int SESSIONS_KEPT = 1_000;
  private static final long SESSION_SECONDS = 3_600;

  private record InForce(Map<Service, SslContext> contexts, Optional<ChannelBinding> binding) {}

  /**
   * The server's end of one connection.
   *
   * @param binding for the certificate that this end shows
   */
  record End(SslHandler handler, Optional<ChannelBinding> binding) {}

  private final Settings settings;
  private final TlsProvider provider;
  private final Executor computing;
  private volatile InForce inForce;

  /**
   * @param computing where keys are agreed on: a handshake takes a millisecond or more of
   *     computing, and the event loop has others to serve
   */
  Tls(Settings settings, TlsProvider provider, ServerCertificate certificate, Executor computing)
      throws SSLException {
    this.settings = settings;
    this.provider = provider;
    this.computing = computing;
    use(certificate);
  }

  /** New connections are shown this one from now on. */
  void use(ServerCertificate certificate) throws SSLException {
    Map<Service, SslContext> contexts = new EnumMap<>(Service.class);
    for (Service service : Service.values()) {
      contexts.put(service, context(service.name().toLowerCase(Locale.ROOT), certificate));
    }
    inForce = new InForce(contexts, binding(certificate.certificate()));
  }

  private SslContext context(String service, ServerCertificate certificate) throws SSLException {
    boolean old = settings.oldTlsServices().contains(service);
    List<String> ciphers = new ArrayList<>(CIPHERS);
    if (old) {
      ciphers.addAll(OLD_CIPHERS);
    }
    SslContextBuilder builder =
        SslContextBuilder.forServer(
                certificate.key(), certificate.chain().toArray(X509Certificate[]::new))
            .sslProvider(provider.netty())
            .protocols(old ? OLD_PROTOCOLS : PROTOCOLS)
            .ciphers(ciphers, SupportedCipherSuiteFilter.INSTANCE)
            .sessionCacheSize(SESSIONS_KEPT)
            .sessionTimeout(SESSION_SECONDS);
    if (settings.clientCertificateServices().contains(service)) {
      builder.clientAuth(ClientAuth.OPTIONAL).trustManager(new AnyClientCertificate());
    }
    return builder.build();
  }

  End newEnd(Service service, ByteBufAllocator allocator) {
    InForce now = inForce;
    SslHandler handler = now.contexts().get(service).newHandler(allocator, computing);
    handler.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
    return new End(handler, now.binding());
  }

  /** What a finished handshake agreed on. */
  static TlsFacts facts(End end) {
    SSLSession agreed = end.handler().engine().getSession();
    return new TlsFacts(
        agreed.getProtocol(), agreed.getCipherSuite(), end.binding(), clientCertificate(agreed));
  }

  /** SHA-256 of the certificate that the client has shown, and whose key it has. */
  private static Optional<String> clientCertificate(SSLSession agreed) {
    try {
      byte[] encoded = agreed.getPeerCertificates()[0].getEncoded();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded);
      return Optional.of(HexFormat.of().formatHex(digest));
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty(); // it has shown none
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("it was read from its encoding", e);
    }
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
