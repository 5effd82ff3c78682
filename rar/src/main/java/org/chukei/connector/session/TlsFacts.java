package org.chukei.connector.session;

import java.util.Optional;

/**
 * What a finished handshake agreed on.
 *
 * @param version {@code TLSv1.3}
 * @param cipherSuite {@code TLS_AES_256_GCM_SHA384}
 * @param binding empty where there is none for the certificate that was shown
 * @param clientCertificate SHA-256 of the client's, 64 hex digits in lower case; empty for none
 */
public record TlsFacts(
    String version,
    String cipherSuite,
    Optional<ChannelBinding> binding,
    Optional<String> clientCertificate) {

  /** As {@link org.chukei.connector.api.SessionFacts#tls} has it. */
  String text() {
    return version + " " + cipherSuite;
  }
}
