package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Health says that the server is ready when it is, neither sooner nor with noise. {@code
 * -Dchukei.starts=10} starts it as often.
 */
class ReadinessIT {

  private static final int STARTS = Integer.getInteger("chukei.starts", 2);

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = Ports.free(1).get(0);

  ReadinessIT() throws IOException {}

  @Test
  void the_api_answers_from_the_moment_that_health_says_ready_and_a_start_logs_no_stack_trace(
      @TempDir Path directory) throws Exception {
    Path home = directory.resolve("home");
    ExecutorService executor = Executors.newSingleThreadExecutor();
    Future<Integer> added = executor.submit(addADomainOnceReady(home, "ready0.example"));
    try (RunningRelay relay =
        RunningRelay.start(home, Map.of("CHUKEI_HTTP_PORT", Integer.toString(port)))) {
      for (int start = 1; start <= STARTS; start++) {
        assertThat(added.get(1, TimeUnit.MINUTES)).isEqualTo(201);
        assertThat(stackTraces(relay)).isEmpty();
        if (start < STARTS) {
          assertThat(relay.stop()).isZero();
          added = executor.submit(addADomainOnceReady(home, "ready" + start + ".example"));
          relay.start();
        }
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /** As a monitor that asks again and again, and a program that waits for it; the API's status. */
  private Callable<Integer> addADomainOnceReady(Path home, String domain) {
    return () -> {
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(2))
          .atMost(Duration.ofMinutes(5))
          .until(this::isReady);
      HttpRequest request =
          HttpRequest.newBuilder(uri("/api/domains"))
              .header(
                  "Authorization", "Bearer " + Files.readString(home.resolve("api.token")).trim())
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"name\":\"" + domain + "\"}"))
              .build();
      return client.send(request, BodyHandlers.ofString()).statusCode();
    };
  }

  private boolean isReady() throws InterruptedException {
    try {
      HttpResponse<String> health =
          client.send(
              HttpRequest.newBuilder(uri("/health/ready")).build(), BodyHandlers.ofString());
      return health.statusCode() == 200 && health.body().contains("\"chukei\"");
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static List<String> stackTraces(RunningRelay relay) throws IOException {
    return Files.readAllLines(relay.serverLog()).stream()
        .filter(line -> line.matches("\\s+at [\\w.$]+\\(.*|.*Exception: .*"))
        .toList();
  }
}
