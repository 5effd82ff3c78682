package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.chukei.deployed.Launcher.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where mail or rules are not in files of the home: what a backup has, what it says that it has
 * not, and that it makes a whole relay again with what PostgreSQL's own tools keep.
 */
class BackupOfDatabasesIT {

  @TempDir private Path directory;

  @Test
  void mail_that_waits_in_the_embedded_database_is_in_the_backup() throws Exception {
    Path file = directory.resolve("chukei.tar.gz");
    Path elsewhere = directory.resolve("restored");
    try (NextHop hop = NextHop.open()) {
      Map<String, String> settings = new HashMap<>(RestartIT.settings(hop));
      settings.put("CHUKEI_STORE", "database");
      String kept;
      try (RunningRelay relay = RunningRelay.start(settings)) {
        SharedRelay.furnish(relay);
        Traffic.permit(relay);
        defer(relay, hop, "waits@example.net");
        kept = relay.cli("permit", "export");

        assertThat(relay.cli("backup", "--json", file.toString()))
            .containsPattern("\"database\": *\"embedded\"")
            .containsPattern("\"mail\": *\"database\"");
        assertThat(relay.kill()).isNotZero();
      }

      assertThat(restore(file, elsewhere)).doesNotContain("pg_restore");

      try (RunningRelay relay = RunningRelay.start(elsewhere, settings)) {
        hop.onRcpt("waits@example.net");
        assertThat(hop.awaitMessageTo("waits@example.net").content())
            .contains("Subject: waits\r\n");
        assertThat(relay.cli("permit", "export")).isEqualTo(kept);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"segment", "database"})
  void backup_and_pg_dump_make_a_whole_relay_again(String store) throws Exception {
    Path file = directory.resolve("chukei.tar.gz");
    Path elsewhere = directory.resolve("restored");
    Map<String, String> settings = new HashMap<>(Map.of("CHUKEI_STORE", store));
    try (PostgresRelay world = PostgresRelay.start(settings)) {
      NextHop hop = world.hop();
      defer(world.relay(), hop, "before@example.net");
      Path dump = world.postgres().dump();
      if (store.equals("segment")) { // what is in the queue and not in the dump
        defer(world.relay(), hop, "between@example.net");
      }

      Ran backup = world.relay().launcher().call("backup", file.toString());

      assertThat(backup.status()).as(backup.err()).isZero();
      assertThat(backup.err())
          .contains("pg_dump")
          .contains(
              store.equals("segment") ? "the database is not in it" : "database and mail are not");
      String kept = world.relay().cli("permit", "export");
      assertThat(world.relay().kill()).isNotZero();
      world.postgres().loseAll();

      world.postgres().restore(dump);
      assertThat(restore(file, elsewhere))
          .contains("pg_restore")
          .contains(store.equals("segment") ? "its database is elsewhere" : "with the mail in it");

      settings.putAll(RestartIT.settings(hop));
      settings.putAll(world.postgres().settings());
      try (RunningRelay relay = RunningRelay.start(elsewhere, settings)) {
        hop.onRcpt("before@example.net");
        hop.awaitMessageTo("before@example.net");
        if (store.equals("segment")) {
          hop.onRcpt("between@example.net");
          hop.awaitMessageTo("between@example.net");
        }
        assertThat(relay.cli("permit", "export")).isEqualTo(kept);
        assertThat(relay.cli("account", "list")).contains("info@example.jp");
      }
    }
  }

  /** A message that the next hop does not take for now, and of which the database knows. */
  private static void defer(RunningRelay relay, NextHop hop, String recipient) throws IOException {
    String[] later = new String[500];
    Arrays.fill(later, "451 4.2.1 later");
    hop.onRcpt(recipient, later);
    try (Talk talk = Talk.from("127.0.0.1", relay.mxPort())) {
      talk.envelope("info@example.jp", recipient);
      assertThat(talk.content("Subject: waits\r\n\r\n")).startsWith("250 ");
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(relay.cli("queue", "list", "--recipient", recipient)).contains("later"));
  }

  /** What the command said. */
  private static String restore(Path file, Path home) throws IOException {
    Ran ran = new Launcher(home, Map.of()).call("restore", file.toString());
    assertThat(ran.status()).as(ran.err()).isZero();
    return ran.out();
  }
}
