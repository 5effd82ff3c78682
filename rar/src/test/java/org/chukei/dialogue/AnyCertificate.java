package org.chukei.dialogue;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Trusts everybody: what a test's server shows was made a moment ago. */
public final class AnyCertificate implements X509TrustManager {

  private AnyCertificate() {}

  /** A new one, without sessions of others to resume. */
  public static SSLContext context() {
    try {
      return context(null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Likewise, for a client that has certificates of its own.
   *
   * @param keys null: it has none, as the JDK's API says it
   */
  public static SSLContext context(KeyManager[] keys) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, new TrustManager[] {new AnyCertificate()}, null);
    return context;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) {
    throw new IllegalStateException("this is a client");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) {
    // See above.
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
