package org.chukei.connector.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.chukei.config.ServerCertificate;

/** A certificate for a test's server. */
public final class TestCertificate {

  private final ServerCertificate made;

  private TestCertificate(ServerCertificate made) {
    this.made = made;
  }

  public static TestCertificate named(String hostname) {
    return new TestCertificate(SelfSignedCertificate.make(hostname, Instant.now()));
  }

  public X509Certificate certificate() {
    return made.certificate();
  }

  public ServerCertificate withKey() {
    return made;
  }

  public void writeTo(Path certificate, Path key) throws IOException {
    Files.writeString(certificate, pem(made.certificate()));
    Files.writeString(key, pem(new JcaPKCS8Generator(made.key(), null)));
  }

  /** As OpenSSL would write it. */
  public static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }
}
