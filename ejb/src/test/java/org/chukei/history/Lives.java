package org.chukei.history;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.QueueId;
import org.chukei.history.LifeEvent.Addressed;
import org.chukei.history.LifeEvent.Attempted;
import org.chukei.history.LifeEvent.Result;
import org.chukei.history.LifeEvent.Session;
import org.chukei.history.LifeEvent.Speaker;

/** Events for tests. */
final class Lives {

  static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  static final DecisionId DECISION = DecisionId.random();

  private Lives() {}

  static QueueId id() {
    return QueueId.at(NOW);
  }

  static Session session() {
    return new Session(
        "MX",
        "192.0.2.1",
        40_000,
        Optional.of("203.0.113.9"),
        "\"<\u0007é中",
        true,
        Optional.of("TLSv1.3 TLS_AES_256_GCM_SHA384"),
        Optional.empty(),
        Optional.of("info@example.jp"));
  }

  /** By the decision {@link #DECISION}, as Message-ID {@code 1@example.com}. */
  static LifeEvent.Accepted accepted(Instant at, String sender, String... recipients) {
    return new LifeEvent.Accepted(
        at,
        session(),
        sender,
        Arrays.stream(recipients)
            .map(recipient -> new Addressed(recipient, Optional.of(DECISION.toString())))
            .toList(),
        Optional.of("1@example.com"),
        1_234,
        "7BIT");
  }

  static LifeEvent.Accepted accepted() {
    return accepted(NOW, "<a@example.com>", "<b@example.net>");
  }

  static Attempted attempted(String recipient, Result result, int attempts) {
    return new Attempted(
        NOW.plusSeconds(attempts),
        recipient,
        result,
        Speaker.NEXT_HOP,
        result == Result.DELIVERED ? "2.0.0" : "4.2.0",
        "words of theirs, number " + attempts,
        "mx.example.net[192.0.2.25]:25",
        "",
        attempts * 1_000L,
        attempts,
        result == Result.DEFERRED ? Optional.of(NOW.plusSeconds(60)) : Optional.empty());
  }

  /** From acceptance to the end, deferred once. */
  static List<LifeEvent> whole() {
    return List.of(
        accepted(),
        attempted("<b@example.net>", Result.DEFERRED, 1),
        attempted("<b@example.net>", Result.DELIVERED, 2),
        new LifeEvent.Gone(NOW.plusSeconds(3)));
  }
}
