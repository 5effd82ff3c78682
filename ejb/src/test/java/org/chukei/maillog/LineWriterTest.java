package org.chukei.maillog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineWriterTest {

  @TempDir Path folder;
  private final ExecutorService executor = Executors.newSingleThreadExecutor();

  @AfterEach
  void shut() {
    executor.shutdownNow();
  }

  @Test
  void lines_are_written_in_order_before_stop_returns() throws Exception {
    Path file = folder.resolve("log/mail.log");
    LineWriter writer = new LineWriter(file);
    writer.start(executor);
    List<String> lines = IntStream.range(0, 5_000).mapToObj(i -> "line " + i).toList();
    lines.forEach(writer::write);
    writer.stop(Duration.ofSeconds(5));
    assertThat(Files.readAllLines(file)).isEqualTo(lines);
  }

  @Test
  void what_does_not_fit_is_dropped_and_counted_and_never_waited_for() throws Exception {
    Path file = folder.resolve("mail.log");
    LineWriter writer = new LineWriter(file);
    for (int i = 0; i < 20_007; i++) { // nobody drains yet
      writer.write("line " + i);
    }
    writer.start(executor);
    writer.stop(Duration.ofSeconds(5));
    List<String> written = Files.readAllLines(file);
    assertThat(written).hasSize(20_001);
    assertThat(written.get(0)).contains("7 lines were dropped");
  }

  @Test
  void a_file_that_is_moved_away_is_made_anew() throws Exception {
    Path file = folder.resolve("mail.log");
    Path rotated = folder.resolve("mail.log.1");
    LineWriter writer = new LineWriter(file);
    writer.start(executor);
    writer.write("before");
    await().until(() -> Files.exists(file) && Files.readAllLines(file).contains("before"));
    Files.move(file, rotated);
    writer.write("after");
    writer.stop(Duration.ofSeconds(5));
    assertThat(Files.readAllLines(rotated)).containsExactly("before");
    assertThat(Files.readAllLines(file)).containsExactly("after");
  }
}
