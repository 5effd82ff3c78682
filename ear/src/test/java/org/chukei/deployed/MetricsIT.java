package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a scraper finds at /metrics, and that documentation, dashboard and alerts name just that.
 */
@ExtendWith(SharedRelay.class)
class MetricsIT {

  private static final Pattern NAME = Pattern.compile("\\bchukei_[a-z_]+");
  private static RunningRelay relay;

  @BeforeAll
  static void take(RunningRelay shared) {
    relay = shared;
  }

  @Test
  void each_metric_is_documented_and_each_documented_one_is_there() throws Exception {
    assertThat(names(Path.of("../docs/metrics.md"))).isEqualTo(names(scrape()));
  }

  @Test
  void dashboard_and_alerts_name_metrics_that_are_there() throws Exception {
    Set<String> there = names(scrape());
    assertThat(names(Path.of("../config/grafana/chukei.json"))).isNotEmpty().isSubsetOf(there);
    assertThat(names(Path.of("../config/prometheus/alerts.yml"))).isNotEmpty().isSubsetOf(there);
  }

  @Test
  void a_refusal_is_counted_by_service_and_reason_and_names_nobody() throws Exception {
    String[] series = {
      "chukei_verdicts_total", "reason=\"relaying-denied\"", "service=\"mx\"", "verdict=\"refused\""
    };
    double before = value(series);
    try (Talk talk = Talk.from("127.0.0.77", relay.mxPort())) {
      talk.ask("EHLO metrics.example");
      talk.ask("MAIL FROM:<measured@example.com>");
      assertThat(talk.ask("RCPT TO:<measured@example.net>")).startsWith("550 5.7.1");
    }
    assertThat(value(series)).isGreaterThan(before);
    assertThat(scrape()).doesNotContain("127.0.0.77", "measured", "example");
  }

  @Test
  void a_message_is_seen_in_the_histograms_of_store_acceptance_and_delivery() throws Exception {
    double forced = value("chukei_store_fsync_seconds_count");
    double taken = value("chukei_acceptance_seconds_bucket", "le=\"+Inf\"");
    double delivered = value("chukei_delivery_seconds_count");
    try (Talk talk = Talk.from("127.0.0.78", relay.mxPort())) {
      talk.envelope("sender@example.com", "info@example.jp");
      assertThat(talk.content("Subject: measured\r\n\r\n")).startsWith("250 ");
    }
    assertThat(value("chukei_store_fsync_seconds_count")).isGreaterThan(forced);
    await()
        .untilAsserted(
            () -> {
              assertThat(value("chukei_acceptance_seconds_bucket", "le=\"+Inf\""))
                  .isGreaterThan(taken);
              assertThat(value("chukei_delivery_seconds_count")).isGreaterThan(delivered);
            });
  }

  @Test
  void a_wrong_password_is_counted() throws Exception {
    String[] denied = {
      "chukei_authentications_total", "result=\"denied\"", "service=\"submission\""
    };
    double before = value(denied);
    try (Talk talk = Talk.from("127.0.0.1", relay.submissionPort())) {
      talk.ask("EHLO metrics.example");
      assertThat(talk.ask("AUTH PLAIN AGluZm9AZXhhbXBsZS5qcAB3cm9uZw==")).startsWith("535 ");
    }
    assertThat(value(denied)).isGreaterThan(before);
  }

  private static Set<String> names(Path file) throws IOException {
    return names(Files.readString(file));
  }

  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  /** Of the series with this name and these labels. */
  private static double value(String... series) throws Exception {
    return scrape()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .filter(line -> Stream.of(series).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no series " + List.of(series)));
  }

  /** Without a login, as a scraper. */
  private static String scrape() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + relay.httpPort() + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
