package org.chukei.delivery;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues certificates to the servers of a test. */
final class TestAuthority {

  /** What a server shows, its own certificate first, and the key to that. */
  record Identity(PrivateKey key, List<X509Certificate> chain) {

    X509Certificate certificate() {
      return chain.get(0);
    }

    SSLContext context() {
      try {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setKeyEntry("server", key, new char[0], chain.toArray(Certificate[]::new));
        KeyManagerFactory factory =
            KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final Duration VALID = Duration.ofDays(30);

  private final KeyPair pair = pair();
  private final X509Certificate certificate;

  TestAuthority() {
    certificate = issue("Test Authority", pair, List.of(), Instant.now().plus(VALID), true);
  }

  X509Certificate certificate() {
    return certificate;
  }

  /** For these DNS names; IP addresses where they look like some. */
  Identity issueTo(String... names) {
    return issueUntil(Instant.now().plus(VALID), names);
  }

  Identity issueUntil(Instant end, String... names) {
    KeyPair server = pair();
    X509Certificate leaf = issue("server", server, List.of(names), end, false);
    return new Identity(server.getPrivate(), List.of(leaf, certificate));
  }

  private X509Certificate issue(
      String commonName, KeyPair subject, List<String> names, Instant end, boolean authority) {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              new X500Name("CN=Test Authority"),
              BigInteger.valueOf(System.nanoTime()),
              Date.from(end.minus(VALID.multipliedBy(2))),
              Date.from(end),
              new X500Name("CN=" + commonName),
              subject.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      List<GeneralName> alternatives = new ArrayList<>();
      for (String name : names) {
        int type = name.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName;
        alternatives.add(new GeneralName(type, name));
      }
      if (!alternatives.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(alternatives.toArray(GeneralName[]::new)));
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** As an operator would name it in a setting. */
  Path writeTo(Path file) throws IOException {
    try {
      return Files.writeString(
          file,
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
              + "\n-----END CERTIFICATE-----\n");
    } catch (java.security.cert.CertificateException e) {
      throw new IllegalStateException(e);
    }
  }
}
