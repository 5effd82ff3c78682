package org.chukei.cli;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Queued messages as a table, a line for each recipient still owed. */
final class QueueTable {

  private static final List<String> HEADS =
      List.of(
          "QUEUE ID",
          "AGE",
          "SIZE",
          "SENDER",
          "RECIPIENT",
          "STATE",
          "ATTEMPTS",
          "NEXT ATTEMPT",
          "DESTINATION",
          "REASON");

  private final Terminal terminal;

  QueueTable(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(List<JsonObject> messages) {
    Instant now = Instant.now();
    List<List<String>> rows = new ArrayList<>();
    for (JsonObject message : messages) {
      for (JsonObject recipient : Fields.objects(message, "recipients")) {
        rows.add(row(message, recipient, now));
      }
    }
    terminal.table(HEADS, rows);
  }

  private static List<String> row(JsonObject message, JsonObject recipient, Instant now) {
    String route = Fields.text(recipient, "route");
    return List.of(
        Fields.text(message, "queueId"),
        age(Instant.parse(Fields.text(message, "acceptedAt")), now),
        Fields.text(message, "size"),
        "<" + Fields.text(message, "sender") + ">",
        "<" + Fields.text(recipient, "address") + ">",
        Fields.text(recipient, "state"),
        Fields.text(recipient, "attempts"),
        Fields.text(recipient, "nextAttempt"),
        route.isEmpty() ? Fields.text(recipient, "destination") : route,
        Fields.text(recipient, "reason"));
  }

  /** In its largest unit: {@code 3d}, {@code 12m}. */
  private static String age(Instant acceptedAt, Instant now) {
    Duration age = Duration.between(acceptedAt, now);
    if (age.toDays() > 0) {
      return age.toDays() + "d";
    }
    if (age.toHours() > 0) {
      return age.toHours() + "h";
    }
    return age.toMinutes() > 0 ? age.toMinutes() + "m" : Math.max(0, age.toSeconds()) + "s";
  }
}
