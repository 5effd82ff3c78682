package org.chukei.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads certificate and key from the files that the settings name. What it throws names setting,
 * value and remedy.
 */
public final class CertificateFiles {

  private CertificateFiles() {}

  /**
   * Empty where the settings name no certificate.
   *
   * @throws BadSettingsException where the files are no certificate with its key
   */
  public static Optional<ServerCertificate> read(Settings settings) {
    if (settings.tlsCertificate().isEmpty()) {
      if (settings.tlsKey().isPresent()) {
        throw fault(
            Setting.TLS_KEY, settings, "there is no certificate to it; set CHUKEI_TLS_CERTIFICATE");
      }
      return Optional.empty();
    }
    Path file = settings.tlsCertificate().get();
    try {
      byte[] octets = octets(Setting.TLS_CERTIFICATE, settings, file);
      String text = new String(octets, StandardCharsets.ISO_8859_1);
      ServerCertificate read =
          Pem.isPem(text) ? fromPem(settings, text) : fromPkcs12(settings, octets);
      requirePair(settings, read);
      return Optional.of(read);
    } catch (GeneralSecurityException e) {
      throw fault(Setting.TLS_CERTIFICATE, settings, "can't be read: " + e.getMessage());
    }
  }

  /** One line where {@link #read} would throw. */
  static List<String> faults(Settings settings) {
    try {
      read(settings);
      return List.of();
    } catch (BadSettingsException e) {
      return e.faults();
    }
  }

  /** A certificate and its key from one file in PEM. */
  public static ServerCertificate readPem(Path file) throws IOException, GeneralSecurityException {
    Pem pem = new Pem(Files.readString(file, StandardCharsets.ISO_8859_1));
    List<X509Certificate> chain = pem.certificates();
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("no certificate in " + file);
    }
    PrivateKey key =
        pem.key(chain.get(0).getPublicKey(), "")
            .orElseThrow(() -> new GeneralSecurityException("no private key in " + file));
    return new ServerCertificate(key, chain);
  }

  private static ServerCertificate fromPem(Settings settings, String text)
      throws GeneralSecurityException {
    Pem pem = new Pem(text);
    List<X509Certificate> chain = pem.certificates();
    if (chain.isEmpty()) {
      throw fault(Setting.TLS_CERTIFICATE, settings, "there is no certificate in it");
    }
    Setting keySetting = settings.tlsKey().isPresent() ? Setting.TLS_KEY : Setting.TLS_CERTIFICATE;
    Pem keyPem = pem;
    if (settings.tlsKey().isPresent()) {
      byte[] octets = octets(Setting.TLS_KEY, settings, settings.tlsKey().get());
      keyPem = new Pem(new String(octets, StandardCharsets.ISO_8859_1));
    }
    try {
      Optional<PrivateKey> key = keyPem.key(chain.get(0).getPublicKey(), settings.tlsKeyPassword());
      return new ServerCertificate(
          key.orElseThrow(
              () ->
                  fault(
                      keySetting,
                      settings,
                      "there is no private key in PEM in it; "
                          + Setting.TLS_KEY.variable()
                          + " names the file that has it")),
          chain);
    } catch (GeneralSecurityException e) {
      throw fault(keySetting, settings, "no private key for the certificate: " + e.getMessage());
    }
  }

  private static ServerCertificate fromPkcs12(Settings settings, byte[] octets)
      throws GeneralSecurityException {
    char[] password = settings.tlsKeyPassword().toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(new ByteArrayInputStream(octets), password);
    } catch (IOException e) {
      throw fault(
          Setting.TLS_CERTIFICATE,
          settings,
          "is neither PEM nor PKCS#12 that "
              + Setting.TLS_KEY_PASSWORD.variable()
              + " opens: "
              + e.getMessage());
    }
    for (String alias : Collections.list(store.aliases())) {
      if (store.getKey(alias, password) instanceof PrivateKey key) {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : store.getCertificateChain(alias)) {
          chain.add((X509Certificate) certificate);
        }
        return new ServerCertificate(key, chain);
      }
    }
    throw fault(Setting.TLS_CERTIFICATE, settings, "there is no private key in it");
  }

  private static byte[] octets(Setting setting, Settings settings, Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw fault(setting, settings, "there is no file " + file);
    } catch (IOException e) {
      throw fault(setting, settings, file + " can't be read: " + e.getMessage());
    }
  }

  /** Half of a renewal that is still being written would otherwise fail every handshake. */
  private static void requirePair(Settings settings, ServerCertificate read)
      throws GeneralSecurityException {
    String algorithm =
        switch (read.key().getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> read.key().getAlgorithm(); // EdDSA, whose names are one
        };
    byte[] challenge = new byte[32];
    new SecureRandom().nextBytes(challenge);
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(read.key());
    signature.update(challenge);
    byte[] signed = signature.sign();
    signature.initVerify(read.certificate().getPublicKey());
    signature.update(challenge);
    boolean matches;
    try {
      matches = signature.verify(signed);
    } catch (GeneralSecurityException e) {
      matches = false;
    }
    if (!matches) {
      Setting setting = settings.tlsKey().isPresent() ? Setting.TLS_KEY : Setting.TLS_CERTIFICATE;
      throw fault(setting, settings, "the private key is not that of the certificate");
    }
  }

  private static BadSettingsException fault(Setting setting, Settings settings, String reason) {
    return new BadSettingsException(
        List.of(setting.variable() + "='" + settings.value(setting).text() + "': " + reason));
  }
}
