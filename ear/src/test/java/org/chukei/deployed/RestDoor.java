package org.chukei.deployed;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code /api/queue} and {@code /api/pauses}, with the token. */
final class RestDoor implements QueueDoor {

  private final Rest rest;

  RestDoor(RunningRelay relay) throws IOException {
    rest = new Rest(relay);
  }

  @Override
  public long change(String operation, Choice choice, String to) throws Exception {
    Map<String, String> body = said(choice);
    if (!to.isEmpty()) {
      body.put("to", to);
    }
    return post("queue/" + operation, body).getJsonNumber("recipients").longValueExact();
  }

  @Override
  public List<String> list(Choice choice) throws Exception {
    String query =
        said(choice).entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return rest.get("queue?" + query).getJsonArray("messages").stream()
        .map(Object::toString)
        .toList();
  }

  private static Map<String, String> said(Choice choice) {
    return Map.of(
            "id", choice.id(),
            "sender", choice.sender(),
            "recipient", choice.recipient(),
            "destination", choice.destination(),
            "state", choice.state())
        .entrySet()
        .stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, HashMap::new));
  }

  @Override
  public void pause(String what, String destination) throws Exception {
    post("pauses/pause", subject(what, destination));
  }

  @Override
  public void resume(String what, String destination) throws Exception {
    post("pauses/resume", subject(what, destination));
  }

  private static Map<String, String> subject(String what, String destination) {
    return destination.isEmpty()
        ? Map.of("what", what)
        : Map.of("what", what, "destination", destination);
  }

  private JsonObject post(String path, Map<String, String> body) throws Exception {
    JsonObjectBuilder json = Json.createObjectBuilder();
    body.forEach(json::add);
    return rest.post(path, json.build());
  }

  @Override
  public void close() {
    // The client has nothing to close.
  }
}
