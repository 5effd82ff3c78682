package org.chukei.delivery;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.chukei.delivery.TlsDemand.Level;

/**
 * The client's end of TLS. A handshake takes any certificate, because most next hops are not
 * verified at all; what the demand asks for is looked at when it is over, before a command is sent.
 * Safe for many threads.
 */
final class TlsClient {

  private final SSLContext context;
  private final X509TrustManager authorities;

  private TlsClient(X509TrustManager authorities) throws GeneralSecurityException {
    this.authorities = authorities;
    this.context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anyone()}, null);
  }

  /**
   * @param authorities file with the certificates of trusted authorities, PEM; empty: the JVM's
   * @throws IllegalStateException where the file can't be used
   */
  static TlsClient trusting(Optional<Path> authorities) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(authorities.isPresent() ? read(authorities.get()) : null);
      return new TlsClient(
          Arrays.stream(factory.getTrustManagers())
              .filter(X509TrustManager.class::isInstance)
              .map(X509TrustManager.class::cast)
              .findFirst()
              .orElseThrow());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "the trusted authorities "
              + authorities.map(file -> "of " + file + " ").orElse("")
              + "can't be read: "
              + e.getMessage(),
          e);
    }
  }

  private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(file)) {
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + store.size(), certificate);
      }
    }
    if (store.size() == 0) {
      throw new IOException("it holds no certificate");
    }
    return store;
  }

  SSLEngine engine(String host, int port) {
    SSLEngine engine = context.createSSLEngine(host, port);
    engine.setUseClientMode(true);
    try {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(host)));
      engine.setSSLParameters(parameters);
    } catch (IllegalArgumentException e) {
      // An address, or a name that RFC 6066 §3 does not allow: without SNI then.
    }
    return engine;
  }

  /**
   * What the session is worth.
   *
   * @throws CertificateException where that is less than the demand; the message says why
   */
  TlsState verified(SSLSession session, TlsDemand demand) throws CertificateException {
    return new TlsState(
        session.getProtocol(), session.getCipherSuite(), proof(session, demand.level()));
  }

  private String proof(SSLSession session, Level level) throws CertificateException {
    if (level instanceof Level.Pkix pkix) {
      List<X509Certificate> chain = chain(session);
      authorities.checkServerTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
      CertificateNames.require(chain.get(0), pkix.names());
      return "pkix";
    }
    if (level instanceof Level.Dane dane) {
      DaneCheck.require(chain(session), dane.records(), dane.names());
      return "dane";
    }
    return "unverified";
  }

  private static List<X509Certificate> chain(SSLSession session) throws CertificateException {
    try {
      return Arrays.stream(session.getPeerCertificates()).map(X509Certificate.class::cast).toList();
    } catch (SSLPeerUnverifiedException e) {
      throw new CertificateException("the host showed no certificate", e);
    }
  }

  /** Leaves the judgement to {@link #verified}. */
  private static final class Anyone extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("we are no server here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
