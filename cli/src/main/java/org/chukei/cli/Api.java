package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Asks the server's REST API; JSON in, JSON out.
 *
 * <p>Throws {@link UnreachableException} when nobody answers, {@link RefusedException} with the
 * server's own words when it will not.
 */
final class Api {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Supplier<ServerLocation> where;
  private JsonObject last = JsonValue.EMPTY_JSON_OBJECT;

  Api(Supplier<ServerLocation> where) {
    this.where = where;
  }

  /** The server's last answer; empty where it had nothing to say. */
  JsonObject last() {
    return last;
  }

  JsonObject get(String path) {
    return send("GET", path, JsonValue.EMPTY_JSON_OBJECT, PATIENCE);
  }

  JsonObject delete(String path) {
    return send("DELETE", path, JsonValue.EMPTY_JSON_OBJECT, PATIENCE);
  }

  JsonObject post(String path, JsonObject body) {
    return send("POST", path, body, PATIENCE);
  }

  /**
   * @param patience how long the answer may take
   */
  JsonObject post(String path, JsonObject body, Duration patience) {
    return send("POST", path, body, patience);
  }

  JsonObject put(String path, JsonObject body) {
    return send("PUT", path, body, PATIENCE);
  }

  /** One segment of a path, or a value in a query, with everything escaped that is not plain. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private JsonObject send(String method, String path, JsonObject body, Duration patience) {
    ServerLocation server = where.get();
    boolean hasBody = method.equals("POST") || method.equals("PUT");
    BodyPublisher sent =
        hasBody ? BodyPublishers.ofString(body.toString()) : BodyPublishers.noBody();
    URI uri = server.api().resolve(path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(patience)
            .header("Authorization", "Bearer " + server.token())
            .header("Accept", "application/json")
            .method(method, sent);
    if (hasBody) {
      request.header("Content-Type", "application/json");
    }
    last = answer(exchange(request.build(), server), server);
    return last;
  }

  private static HttpResponse<String> exchange(HttpRequest request, ServerLocation server) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    try {
      return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (HttpConnectTimeoutException e) {
      throw new UnreachableException("no server answers at " + server.api());
    } catch (HttpTimeoutException e) {
      throw new RefusedException(
          "the server at "
              + server.api()
              + " has not answered in time; what was asked for may come to its end all the same",
          e);
    } catch (IOException e) {
      throw new UnreachableException("no server answers at " + server.api());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted while asking " + server.api());
    }
  }

  private static JsonObject answer(HttpResponse<String> response, ServerLocation server) {
    int status = response.statusCode();
    JsonObject body = parse(response.body());
    if (status / 100 == 2) {
      return body;
    }
    if (status == 401) {
      throw new RefusedException(
          "the server at %s takes neither CHUKEI_API_TOKEN nor the token of %s: is it another server's home? (CHUKEI_HOME)"
              .formatted(server.api(), server.home()));
    }
    throw new RefusedException(reasons(status, body));
  }

  /** What the server said, one line each: the message, each bad line, each danger. */
  private static List<String> reasons(int status, JsonObject body) {
    List<String> lines = new ArrayList<>();
    if (body.containsKey("errors")) {
      String list = body.containsKey("list") ? body.getString("list") + ", " : "";
      body.getJsonArray("errors").getValuesAs(JsonObject.class).stream()
          .map(
              e ->
                  "%sline %s: '%s': %s"
                      .formatted(
                          list, Fields.text(e, "line"), e.getString("text"), e.getString("reason")))
          .forEach(lines::add);
      lines.add("nothing was saved");
    } else if (body.containsKey("dangers")) {
      Fields.texts(body, "dangers").forEach(danger -> lines.add("danger: " + danger));
      lines.add("nothing was saved; who answers for it adds --acknowledge NAME, with their name");
    } else if (body.containsKey("opensUp")) {
      lines.add(body.getString("message"));
      body.getJsonObject("opensUp")
          .forEach((client, recipients) -> lines.add(client + ": " + recipients));
      lines.add("nothing was saved; if that is meant, add --opens-up");
    } else {
      lines.add(body.getString("message", "the server answered with HTTP status " + status));
    }
    return lines;
  }

  private static JsonObject parse(String text) {
    if (text.isBlank()) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    } catch (JsonException e) {
      // Some other program's page: the status alone has to do.
      return JsonValue.EMPTY_JSON_OBJECT;
    }
  }
}
