package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;

/** A program that uses the REST API with the token. */
final class Rest {

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;
  private final String token;

  Rest(RunningRelay relay) throws IOException {
    this(relay, Files.readString(relay.home().resolve("api.token")).trim());
  }

  private Rest(RunningRelay relay, String token) {
    base = URI.create("http://127.0.0.1:" + relay.httpPort() + "/api/");
    this.token = token;
  }

  /** With a user's token. */
  static Rest withToken(RunningRelay relay, String token) {
    return new Rest(relay, token);
  }

  /** What a GET is answered by. */
  int status(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Authorization", "Bearer " + token)
            .build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }

  JsonObject get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(base.resolve(path)).GET());
  }

  int statusWithoutToken(String path) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString())
        .statusCode();
  }

  JsonObject post(String path, JsonObject body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  /** The reply that the rules in force would give. */
  String simulate(String service, String client, String sender, String recipient)
      throws IOException, InterruptedException {
    JsonObject question =
        Json.createObjectBuilder()
            .add("service", service)
            .add("client", client)
            .add("sender", sender)
            .add("recipients", Json.createArrayBuilder().add(recipient))
            .build();
    return post("simulate", question).getJsonArray("answers").getJsonObject(0).getString("reply");
  }

  private JsonObject send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readObject();
    }
  }
}
