package org.chukei.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.chukei.connector.tls.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms that certificates and keys come in, written by another implementation. */
class CertificateFilesTest {

  @TempDir Path home;

  private Settings settings(String... more) {
    Map<String, String> environment = new HashMap<>(Map.of("CHUKEI_HOME", home.toString()));
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return Settings.of(environment, Map.of(), Map.of());
  }

  private static KeyPair pair(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (algorithm.equals("RSA")) {
      generator.initialize(2_048);
    }
    return generator.generateKeyPair();
  }

  private static X509Certificate certificate(KeyPair pair, String signature) throws Exception {
    X500Name name = new X500Name("CN=mail.example.jp");
    Date from = Date.from(Instant.now().minusSeconds(60));
    Date to = Date.from(Instant.now().plusSeconds(86_400));
    return new JcaX509CertificateConverter()
        .getCertificate(
            new X509v3CertificateBuilder(
                    name,
                    java.math.BigInteger.TEN,
                    from,
                    to,
                    name,
                    SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
                .build(new JcaContentSignerBuilder(signature).build(pair.getPrivate())));
  }

  private String file(String name, Object... objects) throws IOException {
    StringBuilder text = new StringBuilder("Bag Attributes: none\n");
    for (Object object : objects) {
      text.append(TestCertificate.pem(object));
    }
    Files.writeString(home.resolve(name), text);
    return name;
  }

  @ParameterizedTest
  @CsvSource({
    "RSA, SHA256withRSA, RSA PRIVATE KEY",
    "EC, SHA256withECDSA, EC PRIVATE KEY",
    "Ed25519, Ed25519, PRIVATE KEY"
  })
  void a_key_in_the_form_that_openssl_writes_by_itself(
      String algorithm, String signature, String label) throws Exception {
    KeyPair pair = pair(algorithm);
    String certificate = file("certificate.pem", certificate(pair, signature));
    String key = file("key.pem", pair.getPrivate());
    assertThat(Files.readString(home.resolve(key))).contains("BEGIN " + label);

    ServerCertificate read =
        CertificateFiles.read(
                settings("CHUKEI_TLS_CERTIFICATE", certificate, "CHUKEI_TLS_KEY", key))
            .orElseThrow();
    assertThat(read.key().getEncoded()).isEqualTo(pair.getPrivate().getEncoded());
  }

  @Test
  void an_encrypted_key_opens_with_its_password_only() throws Exception {
    KeyPair pair = pair("EC");
    var encryptor =
        new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
            .setPassword("secret-1".toCharArray())
            .setProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider())
            .build();
    String certificate = file("certificate.pem", certificate(pair, "SHA256withECDSA"));
    String key = file("key.pem", new JcaPKCS8Generator(pair.getPrivate(), encryptor));
    String[] both = {"CHUKEI_TLS_CERTIFICATE", certificate, "CHUKEI_TLS_KEY", key};

    assertThat(CertificateFiles.faults(with(both, "secret-1"))).isEmpty();
    assertThat(CertificateFiles.faults(with(both, "secret-2")))
        .singleElement()
        .asString()
        .startsWith("CHUKEI_TLS_KEY='key.pem'")
        .contains("CHUKEI_TLS_KEY_PASSWORD")
        .doesNotContain("secret-2");
    assertThat(CertificateFiles.faults(with(both, "")))
        .singleElement()
        .asString()
        .contains("encrypted", "CHUKEI_TLS_KEY_PASSWORD");
  }

  private Settings with(String[] both, String password) {
    return settings(both[0], both[1], both[2], both[3], "CHUKEI_TLS_KEY_PASSWORD", password);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret-1", ""})
  void a_pkcs12_file_has_both(String password) throws Exception {
    KeyPair pair = pair("EC");
    X509Certificate certificate = certificate(pair, "SHA256withECDSA");
    store(pair.getPrivate(), certificate, password);

    Settings right =
        settings("CHUKEI_TLS_CERTIFICATE", "both.p12", "CHUKEI_TLS_KEY_PASSWORD", password);
    assertThat(CertificateFiles.read(right).orElseThrow().certificate()).isEqualTo(certificate);
    Settings wrong =
        settings("CHUKEI_TLS_CERTIFICATE", "both.p12", "CHUKEI_TLS_KEY_PASSWORD", "secret-2");
    assertThat(CertificateFiles.faults(wrong))
        .singleElement()
        .asString()
        .contains("both.p12", "CHUKEI_TLS_KEY_PASSWORD");
  }

  private void store(PrivateKey key, X509Certificate certificate, String password)
      throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("mail", key, password.toCharArray(), new Certificate[] {certificate});
    try (OutputStream out = Files.newOutputStream(home.resolve("both.p12"))) {
      store.store(out, password.toCharArray());
    }
  }

  @Test
  void key_and_chain_may_be_in_one_file_in_any_order() throws Exception {
    KeyPair pair = pair("RSA");
    X509Certificate certificate = certificate(pair, "SHA256withRSA");
    X509Certificate issuer = certificate(pair("EC"), "SHA256withECDSA");
    String all = file("all.pem", pair.getPrivate(), certificate, issuer);

    ServerCertificate read =
        CertificateFiles.read(settings("CHUKEI_TLS_CERTIFICATE", all)).orElseThrow();
    assertThat(read.chain()).containsExactly(certificate, issuer);
  }

  @Test
  void what_can_not_be_used_is_named_with_the_setting_that_is_to_be_changed() throws Exception {
    KeyPair pair = pair("EC");
    String certificate = file("certificate.pem", certificate(pair, "SHA256withECDSA"));
    String otherKey = file("other-key.pem", pair("EC").getPrivate());
    String rsaKey = file("rsa-key.pem", pair("RSA").getPrivate());
    Files.writeString(home.resolve("nonsense"), "nonsense");

    assertThat(fault("CHUKEI_TLS_CERTIFICATE", "none.pem"))
        .startsWith("CHUKEI_TLS_CERTIFICATE='none.pem': there is no file ");
    assertThat(fault("CHUKEI_TLS_CERTIFICATE", "nonsense")).contains("neither PEM nor PKCS#12");
    assertThat(fault("CHUKEI_TLS_CERTIFICATE", certificate))
        .contains("no private key", "CHUKEI_TLS_KEY names");
    assertThat(fault("CHUKEI_TLS_KEY", otherKey)).contains("set CHUKEI_TLS_CERTIFICATE");
    assertThat(fault("CHUKEI_TLS_CERTIFICATE", certificate, "CHUKEI_TLS_KEY", otherKey))
        .startsWith("CHUKEI_TLS_KEY='other-key.pem': the private key is not that of");
    assertThat(fault("CHUKEI_TLS_CERTIFICATE", certificate, "CHUKEI_TLS_KEY", rsaKey))
        .startsWith("CHUKEI_TLS_KEY='rsa-key.pem': no private key for the certificate");
    assertThat(fault("CHUKEI_TLS_CERTIFICATE", certificate, "CHUKEI_TLS_KEY", certificate))
        .startsWith("CHUKEI_TLS_KEY='certificate.pem': there is no private key");
  }

  private String fault(String... more) {
    return CertificateFiles.faults(settings(more)).get(0);
  }
}
