package org.chukei.connector.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chukei.config.ServerCertificate;
import org.chukei.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateInForceTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  @TempDir Path home;

  private Settings settings(String... more) {
    Map<String, String> environment = new HashMap<>(Map.of("CHUKEI_HOME", home.toString()));
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return Settings.of(environment, Map.of(), Map.of());
  }

  private ServerCertificate selfSigned(String hostname, Instant at) throws IOException {
    return CertificateInForce.load(settings(), hostname, Clock.fixed(at, ZoneOffset.UTC)).current();
  }

  @Test
  void without_a_setting_one_is_made_for_our_name_and_kept() throws Exception {
    ServerCertificate made = selfSigned("mail.example.jp", NOW);

    X509Certificate certificate = made.certificate();
    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=mail.example.jp");
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactly(List.of(2, "mail.example.jp"));
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(selfSigned("mail.example.jp", NOW.plusSeconds(60))).isEqualTo(made);
  }

  @Test
  void nobody_else_can_read_the_key_that_was_made() throws IOException {
    selfSigned("mail.example.jp", NOW);

    Path file = home.resolve("tls/self-signed.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file.getParent().toFile().list()).hasSize(1);
  }

  @Test
  void a_new_name_a_near_end_or_a_broken_file_make_a_new_one() throws IOException {
    ServerCertificate made = selfSigned("mail.example.jp", NOW);
    ServerCertificate renamed = selfSigned("relay.example.jp", NOW);
    assertThat(renamed).isNotEqualTo(made);

    ServerCertificate renewed = selfSigned("relay.example.jp", NOW.plus(Duration.ofDays(3_640)));
    assertThat(renewed).isNotEqualTo(renamed);

    Files.writeString(home.resolve("tls/self-signed.pem"), "nonsense");
    assertThat(selfSigned("relay.example.jp", NOW)).isNotEqualTo(renewed);
  }

  @Test
  void changed_files_are_read_again_and_half_of_a_pair_changes_nothing() throws IOException {
    Path certificate = home.resolve("certificate.pem");
    Path key = home.resolve("key.pem");
    TestCertificate first = TestCertificate.named("first.example.jp");
    TestCertificate second = TestCertificate.named("second.example.jp");
    first.writeTo(certificate, key);
    CertificateInForce inForce =
        CertificateInForce.load(
            settings("CHUKEI_TLS_CERTIFICATE", "certificate.pem", "CHUKEI_TLS_KEY", key.toString()),
            "mail.example.jp",
            Clock.systemUTC());
    assertThat(inForce.current().certificate()).isEqualTo(first.certificate());
    assertThat(inForce.refresh()).isFalse();

    replace(second, certificate, home.resolve("not-yet"));
    assertThat(inForce.refresh()).isFalse();
    assertThat(inForce.current().certificate()).isEqualTo(first.certificate());

    replace(second, certificate, key);
    assertThat(inForce.refresh()).isTrue();
    assertThat(inForce.current()).isEqualTo(second.withKey());

    Files.delete(key);
    assertThat(inForce.refresh()).isFalse();
    assertThat(inForce.current()).isEqualTo(second.withKey());
  }

  /** As certbot does it: new files, moved to the names of the old ones. */
  private void replace(TestCertificate by, Path certificate, Path key) throws IOException {
    Path newCertificate = home.resolve("new-certificate");
    Path newKey = home.resolve("new-key");
    by.writeTo(newCertificate, newKey);
    Files.move(newCertificate, certificate, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.move(newKey, key, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
