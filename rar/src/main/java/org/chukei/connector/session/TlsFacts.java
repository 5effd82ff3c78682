package org.chukei.connector.session;

/**
 * What a finished handshake agreed on.
 *
 * @param version {@code TLSv1.3}
 * @param cipherSuite {@code TLS_AES_256_GCM_SHA384}
 */
public record TlsFacts(String version, String cipherSuite) {

  /** As {@link org.chukei.connector.api.SessionFacts#tls} has it. */
  String text() {
    return version + " " + cipherSuite;
  }
}
