package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * DANE (RFC 7672), MTA-STS (RFC 8461) and REQUIRETLS (RFC 8689) of the whole relay, in a network of
 * its own: a signed zone, a policy host on port 443, next hops on port 25.
 */
class VerifiedTlsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String POLICY =
      "version: STSv1\r\nmode: enforce\r\nmx: *.good.sts.example\r\nmx: *.bad.sts.example\r\n"
          + "max_age: 86400\r\n";

  private static PrivateNetwork network;
  private static RunningRelay relay;
  private static Path requiring;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    assumeTrue(
        System.getProperty("user.name").equals("root"),
        "a network namespace of our own needs root");
    Path logs = Files.createDirectory(directory.resolve("logs"));
    TestCertificates certificates =
        new TestCertificates(Files.createDirectory(directory.resolve("tls")))
            .selfSigned("nobodys", "elsewhere.example")
            .issued("good", "mx.good.sts.example")
            .issued("policy", "mta-sts.good.sts.example", "mta-sts.bad.sts.example");
    network = new PrivateNetwork(logs);
    PrivateDns dns = new PrivateDns(logs);
    dns.start(network, signed(certificates), unsigned());
    requiring = hop("mx", "127.0.0.2", certificates.store("nobodys"), "REQUIRETLS");
    hop("other", "127.0.0.3", certificates.store("nobodys"), "SIZE 100000");
    hop("good", "127.0.0.5", certificates.store("good"), "SIZE 100000");
    hop("bad", "127.0.0.6", certificates.store("nobodys"), "SIZE 100000");
    Path site = Files.createDirectory(directory.resolve("site"));
    Files.writeString(
        Files.createDirectory(site.resolve(".well-known")).resolve("mta-sts.txt"), POLICY);
    network.start(
        "policy",
        site,
        "openssl",
        "s_server",
        "-WWW",
        "-accept",
        "127.0.0.10:443",
        "-cert",
        certificates.pem("policy").toString(),
        "-key",
        certificates.key("policy").toString());
    relay =
        RunningRelay.start(
            directory.resolve("home"),
            settings(certificates.authority(), dns.anchors()),
            network.prefix());
    SharedRelay.furnish(relay);
    relay.cli("connection", "add", "UNCONDITIONAL", "127.0.0.1");
    relay.cli("permit", "add", "127.0.0.1");
  }

  private static String signed(TestCertificates certificates) throws IOException {
    String matching = certificates.tlsa("nobodys");
    return "match MX 10 mx\nmismatch MX 10 wrong\nplain MX 10 other\nalias MX 10 named\n"
        + "mx A 127.0.0.2\nwrong A 127.0.0.2\nother A 127.0.0.3\nnamed CNAME other\n"
        + "_25._tcp.mx TLSA "
        + matching
        + "\n"
        + "_25._tcp.other TLSA "
        + matching
        + "\n"
        + "_25._tcp.wrong TLSA 3 1 1 "
        + "ab".repeat(32)
        + "\n";
  }

  private static String unsigned() {
    StringBuilder zone = new StringBuilder();
    for (String domain : List.of("good", "bad")) {
      zone.append(domain).append(" MX 10 mx.").append(domain).append('\n');
      zone.append("_mta-sts.").append(domain).append(" TXT \"v=STSv1; id=1;\"\n");
      zone.append("mta-sts.").append(domain).append(" A 127.0.0.10\n");
    }
    return zone + "mx.good A 127.0.0.5\nmx.bad A 127.0.0.6\n";
  }

  private static Path hop(String label, String address, Path store, String offer)
      throws IOException {
    return network.start(
        label,
        store.getParent(),
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        SecureNextHop.class.getName(),
        address,
        store.toString(),
        offer);
  }

  private static Map<String, String> settings(Path authority, Path anchors) {
    Map<String, String> settings = new HashMap<>();
    settings.put("CHUKEI_DELIVERY_TLS_CA", authority.toString());
    settings.put("CHUKEI_DNS_SERVER", PrivateDns.ADDRESS);
    settings.put("CHUKEI_DNS_TRUST_ANCHORS", anchors.toString());
    settings.put("CHUKEI_RETRY_SCHEDULE", "2s");
    return settings;
  }

  @AfterAll
  static void stop() throws IOException {
    if (relay != null) {
      relay.close();
    }
    if (network != null) {
      network.close();
    }
  }

  /** Over TLS, as REQUIRETLS asks for. */
  private static void send(String parameters, String recipient) throws IOException {
    String content = "Subject: verified\r\n\r\nhello\r\n";
    String said =
        network.call(
            "EHLO client.example\r\nMAIL FROM:<info@example.jp> "
                + parameters
                + "\r\nRCPT TO:<"
                + recipient
                + ">\r\nBDAT "
                + content.length()
                + " LAST\r\n"
                + content
                + "QUIT\r\n",
            "openssl",
            "s_client",
            "-quiet",
            "-connect",
            "127.0.0.1:" + relay.submissionsPort());
    assertThat(said).contains("queued as");
  }

  private static void awaitLog(String recipient, String... words) {
    await(recipient + " " + List.of(words))
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<String> lines =
                  Files.readAllLines(relay.home().resolve("log/mail.log")).stream()
                      .filter(line -> line.contains("to=<" + recipient + ">"))
                      .toList();
              assertThat(lines).anyMatch(line -> Stream.of(words).allMatch(line::contains));
            });
  }

  @Test
  void a_certificate_that_the_signed_zone_vouches_for_gets_the_mail() throws IOException {
    send("", "a@match.dane.example");
    awaitLog("a@match.dane.example", "relay=<mx.dane.example[127.0.0.2]:25>", " dane>", "=sent");
  }

  @Test
  void another_one_does_not_and_the_mail_waits() throws IOException {
    send("", "a@mismatch.dane.example");
    awaitLog("a@mismatch.dane.example", "status=deferred", "dsn=4.7.5");
  }

  @Test
  void records_stand_where_an_alias_leads() throws IOException {
    send("", "a@alias.dane.example");
    awaitLog("a@alias.dane.example", "relay=<named.dane.example[127.0.0.3]:25>", " dane>", "=sent");
  }

  @Test
  void an_enforced_policy_is_kept_to() throws IOException {
    send("", "a@good.sts.example");
    awaitLog("a@good.sts.example", "relay=<mx.good.sts.example[127.0.0.5]:25>", " pkix>", "=sent");
    send("", "a@bad.sts.example");
    awaitLog("a@bad.sts.example", "status=deferred", "dsn=4.7.5", "mx.bad.sts.example");
  }

  @Test
  void mail_that_requires_tls_goes_on_with_that_demand_or_not_at_all() throws IOException {
    send("REQUIRETLS", "required@match.dane.example");
    awaitLog("required@match.dane.example", " dane>", "status=sent");
    assertThat(Files.readString(requiring))
        .containsPattern("MAIL FROM:<info@example.jp>.* REQUIRETLS");
    send("REQUIRETLS", "required@plain.dane.example");
    awaitLog("required@plain.dane.example", "status=bounced", "dsn=5.7.30", "REQUIRETLS");
    send("REQUIRETLS", "required@mismatch.dane.example");
    awaitLog("required@mismatch.dane.example", "status=bounced", "dsn=5.7.10");
  }
}
