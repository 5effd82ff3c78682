package org.chukei.connector.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.chukei.connector.api.Service;
import org.chukei.dialogue.ExampleWorld;
import org.chukei.dialogue.SocketWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Chunks, as far as a dialogue can't show it: their limits, their room, their time. */
@Timeout(60)
class ChunkingTest {

  private static final String TO_CHUNKS =
      "EHLO x\r\nMAIL FROM:<info@example.com>\r\nRCPT TO:<info@example.jp>\r\n";

  @TempDir Path home;
  private final ExampleWorld world = new ExampleWorld();
  private RunningServer running;
  private SocketWire wire;

  @BeforeEach
  void open() throws Exception {
    running = new RunningServer(home, world, Map.of("CHUKEI_MESSAGE_SIZE_LIMIT", "100K"));
    wire = running.connect(Service.MX);
  }

  @AfterEach
  void close() throws Exception {
    wire.close();
    running.close();
  }

  private void send(String octets) throws IOException {
    wire.send(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void chunk(int size, String last) throws IOException {
    send("BDAT " + size + last + "\r\n" + "x".repeat(size));
  }

  private String line() throws IOException {
    return wire.readLine().orElse("closed");
  }

  private void readThrough(String start) throws IOException {
    for (String line = line(); !line.startsWith(start); line = line()) {
      assertThat(line).isNotEqualTo("closed");
    }
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("tmp"))) {
      return files.toList();
    }
  }

  @Test
  void a_chunk_over_the_limit_is_read_to_its_end_refused_and_not_kept() throws Exception {
    send(TO_CHUNKS);
    readThrough("250 2.1.5");
    chunk(30_000_000, "");
    assertThat(line()).startsWith("552 5.3.4");
    assertThat(kept()).isEmpty();
    chunk(3, " LAST");
    assertThat(line()).startsWith("552 5.3.4");
    send("NOOP\r\n");
    assertThat(line()).startsWith("250 2.0.0");
    assertThat(world.taken()).isEmpty();
    assertThat(running.server.counts(Service.MX).messagesRefused()).isEqualTo(1);
  }

  @Test
  void the_limit_is_for_all_chunks_together() throws Exception {
    send(TO_CHUNKS);
    readThrough("250 2.1.5");
    chunk(102_399, "");
    assertThat(line()).startsWith("250 2.0.0");
    chunk(1, "");
    assertThat(line()).startsWith("250 2.0.0");
    chunk(1, " LAST");
    assertThat(line()).startsWith("552 5.3.4");

    send(TO_CHUNKS.substring(8));
    readThrough("250 2.1.5");
    chunk(102_399, "");
    assertThat(line()).startsWith("250 2.0.0");
    chunk(1, " LAST");
    assertThat(line()).startsWith("250");
    assertThat(world.taken()).hasSize(1);
    assertThat(world.taken().get(0).content()).hasSize(102_400);
  }

  @Test
  void rset_between_chunks_gives_their_room_back() throws Exception {
    send(TO_CHUNKS);
    readThrough("250 2.1.5");
    chunk(100_000, "");
    assertThat(line()).startsWith("250 2.0.0");
    assertThat(kept()).hasSize(1);
    send("RSET\r\n");
    assertThat(line()).startsWith("250 2.0.0");
    assertThat(kept()).isEmpty();
  }

  @Test
  void a_client_that_leaves_between_chunks_leaves_nothing_behind() throws Exception {
    send(TO_CHUNKS);
    readThrough("250 2.1.5");
    chunk(100_000, "");
    assertThat(line()).startsWith("250 2.0.0");
    wire.close();
    await().untilAsserted(() -> assertThat(kept()).isEmpty());
    assertThat(world.taken()).isEmpty();
  }

  @Test
  void trouble_with_the_disk_is_452_for_all_chunks_that_follow() throws Exception {
    Files.delete(home.resolve("tmp"));
    send(TO_CHUNKS);
    readThrough("250 2.1.5");
    chunk(100_000, "");
    assertThat(line()).startsWith("452 4.3.1");
    chunk(1, " LAST");
    assertThat(line()).startsWith("452 4.3.1");
    assertThat(world.taken()).isEmpty();
    Files.createDirectory(home.resolve("tmp"));
  }

  @Test
  void a_client_that_falls_silent_within_a_chunk_is_told_so() throws Exception {
    try (EmbeddedServer server = EmbeddedServer.open()) {
      EmbeddedChannel channel =
          server.connect(Service.MX, (question, answer) -> answer.accept(question.putTo(world)));
      EmbeddedWire embedded = new EmbeddedWire(channel);
      embedded.send((TO_CHUNKS + "BDAT 10\r\nabc").getBytes(StandardCharsets.US_ASCII));
      for (String line = ""; !line.startsWith("250 2.1.5"); ) {
        line = embedded.readLine().orElseThrow();
      }
      channel.advanceTimeBy(179, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
      embedded.send("d".getBytes(StandardCharsets.US_ASCII));
      channel.advanceTimeBy(179, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
      assertThat(channel.isOpen()).isTrue();
      channel.advanceTimeBy(61, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
      assertThat(embedded.readLine().orElseThrow()).startsWith("421 4.4.2");
      embedded.close();
    }
  }
}
