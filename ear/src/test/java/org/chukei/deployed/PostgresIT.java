package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.chukei.deployed.NextHop.Mood;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same relay on PostgreSQL, chosen by the three settings alone, with its mail there too, as a
 * node of a cluster has it. It also gives up early, and has JMX open with the flags that
 * docs/jmx.md gives.
 */
class PostgresIT {

  @TempDir private static Path secrets;

  private static PostgresRelay world;
  private static PrivatePostgres postgres;
  private static NextHop hop;
  private static RunningRelay relay;
  private static int jmxPort;

  @BeforeAll
  static void start() throws IOException {
    jmxPort = Ports.free(1).get(0);
    world =
        PostgresRelay.start(
            Map.of(
                "CHUKEI_STORE", "database",
                "CHUKEI_RETRY_SCHEDULE", "1s",
                "CHUKEI_GIVE_UP_AFTER", "5s",
                "CHUKEI_JAVA_OPTIONS", jmxFlags()));
    postgres = world.postgres();
    hop = world.hop();
    relay = world.relay();
  }

  @AfterAll
  static void end() throws IOException {
    world.close();
  }

  private static String jmxFlags() throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path password = Files.createFile(secrets.resolve("jmx.password"), ownerOnly);
    Files.writeString(password, "monitor secret-of-jmx\n");
    Path access = Files.writeString(secrets.resolve("jmx.access"), "monitor readonly\n");
    String prefix = "-Dcom.sun.management.jmxremote.";
    return String.join(
        " ",
        prefix + "port=" + jmxPort,
        prefix + "rmi.port=" + jmxPort,
        prefix + "host=127.0.0.1",
        "-Djava.rmi.server.hostname=127.0.0.1",
        prefix + "ssl=false",
        prefix + "authenticate=true",
        prefix + "password.file=" + password,
        prefix + "access.file=" + access);
  }

  @Test
  void the_embedded_database_is_not_used() {
    assertThat(relay.home().resolve("db")).doesNotExist();
  }

  @Test
  void a_deferred_message_is_delivered_at_the_next_attempt() throws IOException {
    hop.onRcpt("later@example.net", "451 4.2.1 later");
    submit("later@example.net");

    hop.awaitMessageTo("later@example.net");
  }

  @Test
  void a_message_that_is_too_old_is_given_up_and_the_sender_is_told() throws IOException {
    String[] never = new String[100];
    Arrays.fill(never, "451 4.2.1 never");
    hop.onRcpt("never@example.net", never);
    submit("never@example.net");

    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(relay.maildir("example.jp", "info"))
                    .anySatisfy(
                        mail ->
                            assertThat(mail)
                                .contains("multipart/report", "never@example.net", "4.2.1 never")));
  }

  @Test
  void fresh_mail_of_a_node_that_is_killed_is_delivered_by_another() throws Exception {
    try (NextHop silent = NextHop.open()) {
      silent.moods(() -> Mood.HANGS_AT_GREETING);
      RunningRelay killed =
          PostgresRelay.start(postgres, silent, Map.of("CHUKEI_STORE", "database"));
      try (Traffic traffic = new Traffic(killed, hop)) {
        try (Talk talk = Talk.from("127.0.0.1", killed.mxPort())) {
          for (int i = 0; i < 30; i++) {
            assertThat(traffic.send(talk, 900)).startsWith("250 ");
          }
        }
        assertThat(killed.cli("queue", "list", "--state", "deferred"))
            .as("none waits in a row, of which every node takes what is due")
            .contains("0 of 30 messages");
        assertThat(killed.kill()).isNotZero();

        traffic.awaitAllAnsweredFor();
        assertThat(Files.readString(relay.home().resolve("log/mail.log")))
            .containsPattern("queue: event=took-over, node=<node-[0-9a-f]{8}>, messages=30");
      } finally {
        killed.close();
      }
    }
  }

  @Test
  void how_often_a_permit_entry_is_used_is_written_down() throws IOException {
    submit("used@example.net");

    hop.awaitMessageTo("used@example.net");
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(postgres.ask("SELECT hits FROM permit_use WHERE entry = '127.0.0.1'"))
                    .containsPattern("[1-9]"));
  }

  @Test
  void jmx_answers_who_has_the_password() throws Exception {
    JMXServiceURL url =
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + jmxPort + "/jmxrmi");
    Map<String, Object> login =
        Map.of(JMXConnector.CREDENTIALS, new String[] {"monitor", "secret-of-jmx"});
    try (JMXConnector connector = JMXConnectorFactory.connect(url, login)) {
      MBeanServerConnection beans = connector.getMBeanServerConnection();
      Set<String> documented =
          Pattern.compile("`org\\.chukei:type=(\\w+)")
              .matcher(Files.readString(Path.of("../docs/jmx.md")))
              .results()
              .map(row -> row.group(1))
              .collect(Collectors.toSet());
      assertThat(documented).contains("Queue");
      assertThat(beans.queryNames(new ObjectName("org.chukei:*"), null))
          .extracting(bean -> bean.getKeyProperty("type"))
          .containsOnly(documented.toArray(String[]::new));
      assertThat(beans.getAttribute(new ObjectName("org.chukei:type=Queue"), "Messages"))
          .isInstanceOf(Number.class);
      assertThat(beans.getAttribute(new ObjectName("org.chukei:type=Limits"), "Listed"))
          .isEqualTo(0L);
    }
  }

  @Test
  void jmx_answers_nobody_else() throws Exception {
    JMXServiceURL url =
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + jmxPort + "/jmxrmi");

    assertThat(catchThrowable(() -> JMXConnectorFactory.connect(url)))
        .isInstanceOf(SecurityException.class);
  }

  private static void submit(String recipient) throws IOException {
    try (Talk talk = Talk.from("127.0.0.1", relay.mxPort())) {
      talk.envelope("info@example.jp", recipient);
      assertThat(talk.content("Subject: x\r\n\r\n")).startsWith("250 ");
    }
  }
}
