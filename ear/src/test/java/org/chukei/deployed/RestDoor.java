package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code /api/queue} and {@code /api/pauses}, with the token. */
final class RestDoor implements QueueDoor {

  private static final Pattern RECIPIENTS = Pattern.compile("\"recipients\":(\\d+)");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  private final String token;

  RestDoor(RunningRelay relay) throws IOException {
    base = "http://127.0.0.1:" + relay.httpPort() + "/api/";
    token = Files.readString(relay.home().resolve("api.token")).trim();
  }

  @Override
  public long change(String operation, Choice choice, String to) throws Exception {
    Map<String, String> body = said(choice);
    if (!to.isEmpty()) {
      body.put("to", to);
    }
    Matcher recipients = RECIPIENTS.matcher(post("queue/" + operation, body));
    assertThat(recipients.find()).isTrue();
    return Long.parseLong(recipients.group(1));
  }

  @Override
  public List<String> list(Choice choice) throws Exception {
    String query =
        said(choice).entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    String answer = ask(request("queue?" + query));
    return Arrays.stream(answer.split("\\{\"acceptedAt\":")).skip(1).toList();
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

  private String post(String path, Map<String, String> body) throws Exception {
    String json =
        body.entrySet().stream()
            .map(e -> "\"" + e.getKey() + "\":\"" + e.getValue() + "\"")
            .collect(Collectors.joining(",", "{", "}"));
    return ask(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json");
  }

  private String ask(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Override
  public void close() {
    // The client has nothing to close.
  }
}
