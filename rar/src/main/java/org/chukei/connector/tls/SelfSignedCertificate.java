package org.chukei.connector.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.chukei.config.CertificateFiles;
import org.chukei.config.ServerCertificate;

/**
 * The certificate of a server that was given none. It proves nothing, but most mail servers ask for
 * no proof, and what is encrypted can't be read by those who merely listen (RFC 7435).
 */
final class SelfSignedCertificate {

  private static final String FILE = "self-signed.pem";
  private static final Duration VALID = Duration.ofDays(3_650);
  private static final Duration RENEWED_BEFORE = Duration.ofDays(30);
  private static final int COMMON_NAME_LENGTH = 64; // RFC 5280, ub-common-name
  private static final int DNS_NAME = 2; // RFC 5280 §4.2.1.6

  private SelfSignedCertificate() {}

  /** The one kept under home, if it is still good for this name; else a new one. */
  static ServerCertificate in(Path home, String hostname, Instant now) throws IOException {
    Path file = home.resolve("tls").resolve(FILE);
    Optional<ServerCertificate> kept = kept(file).filter(c -> isGood(c, hostname, now));
    if (kept.isPresent()) {
      return kept.get();
    }
    ServerCertificate made = make(hostname, now);
    write(file, made);
    return made;
  }

  private static Optional<ServerCertificate> kept(Path file) {
    try {
      return Files.exists(file) ? Optional.of(CertificateFiles.readPem(file)) : Optional.empty();
    } catch (IOException | GeneralSecurityException e) {
      return Optional.empty(); // as good as none
    }
  }

  private static boolean isGood(ServerCertificate kept, String hostname, Instant now) {
    try {
      Instant end = kept.certificate().getNotAfter().toInstant();
      return end.minus(RENEWED_BEFORE).isAfter(now)
          && kept.certificate().getSubjectAlternativeNames() != null
          && kept.certificate().getSubjectAlternativeNames().contains(List.of(DNS_NAME, hostname));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  static ServerCertificate make(String hostname, Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      String commonName = hostname.substring(0, Math.min(hostname.length(), COMMON_NAME_LENGTH));
      var subject = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
      // A clock that is a little behind ours must not find it from the future.
      Date from = Date.from(now.minus(Duration.ofDays(1)));
      Date to = Date.from(now.plus(VALID));
      BigInteger serial = new BigInteger(127, new SecureRandom()).setBit(126);
      ContentSigner signer =
          new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
      var builder =
          new JcaX509v3CertificateBuilder(subject, serial, from, to, subject, pair.getPublic())
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(
                  Extension.subjectAlternativeName,
                  false,
                  new GeneralNames(new GeneralName(GeneralName.dNSName, hostname)));
      X509Certificate certificate =
          new JcaX509CertificateConverter().getCertificate(builder.build(signer));
      return new ServerCertificate(pair.getPrivate(), List.of(certificate));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("no self-signed certificate can be made", e);
    }
  }

  /** Nobody else can read the key, at no moment; a reader sees the old file or the new one. */
  private static void write(Path file, ServerCertificate made) throws IOException {
    Path directory = Files.createDirectories(file.getParent());
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path draft = Files.createTempFile(directory, "." + FILE, "", ownerOnly);
    try {
      String text =
          block("CERTIFICATE", made.certificate().getEncoded())
              + block("PRIVATE KEY", made.key().getEncoded());
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (octets.hasRemaining()) {
          channel.write(octets);
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("it was made just now", e);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static String block(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }
}
