package org.chukei.connector.netty;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.lang.System.Logger.Level;
import org.chukei.config.BadSettingsException;
import org.chukei.config.Setting;
import org.chukei.config.Settings;

/**
 * Whose TLS it is: OpenSSL's (BoringSSL, through netty-tcnative) where its library loads, else the
 * JDK's (docs/adr/0015).
 */
enum TlsProvider {
  OPENSSL(SslProvider.OPENSSL),
  JDK(SslProvider.JDK);

  private static final System.Logger LOG = System.getLogger(TlsProvider.class.getName());

  private final SslProvider netty;

  TlsProvider(SslProvider netty) {
    this.netty = netty;
  }

  SslProvider netty() {
    return netty;
  }

  /**
   * Says in the log which.
   *
   * @throws BadSettingsException where the settings want what only OpenSSL can: the JDK allows and
   *     forbids versions for the whole process, not for one service
   */
  static TlsProvider find(Settings settings) {
    if (OpenSsl.isAvailable()) {
      LOG.log(Level.INFO, "TLS by OpenSSL: {0}", OpenSsl.versionString());
      return OPENSSL;
    }
    String why = PeerText.of(OpenSsl.unavailabilityCause());
    if (!settings.oldTlsServices().isEmpty()) {
      throw BadSettingsException.of(
          Setting.TLS_OLD_VERSIONS,
          "needs OpenSSL, which does not load here (" + why + "); leave it empty");
    }
    LOG.log(Level.INFO, "TLS by the JDK; OpenSSL does not load here: {0}", why);
    return JDK;
  }
}
