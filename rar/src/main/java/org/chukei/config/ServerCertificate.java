package org.chukei.config;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

/**
 * What we show a client that begins TLS, and what proves that it is ours. Prints without the key.
 *
 * @param key belongs to the first certificate of the chain
 * @param chain at least one; ours first, each signed by the next
 */
public record ServerCertificate(PrivateKey key, List<X509Certificate> chain) {

  public ServerCertificate {
    chain = List.copyOf(chain);
  }

  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** SHA-256, as OpenSSL writes it: {@code 3A:0F:…}. */
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate().getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("it was read from its encoding", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return certificate().getSubjectX500Principal() + ", SHA-256 " + fingerprint();
  }
}
