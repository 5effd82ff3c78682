package org.chukei.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as it is told and remembers what it was asked. */
final class FakeServer implements AutoCloseable {

  static final String TOKEN = "token-for-this-test";

  /**
   * @param text of the answer
   */
  private record Answer(int status, String text) {}

  /** What one run of the command line left behind. */
  record Ran(int status, String out, String err) {}

  private final Map<String, Answer> answers = new HashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer http;
  private final Path home;

  FakeServer(Path home) throws IOException {
    this.home = home;
    Files.writeString(home.resolve("api.token"), TOKEN + "\n");
    http = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 10);
    http.createContext("/", this::handle);
    http.start();
  }

  int port() {
    return http.getAddress().getPort();
  }

  /** To {@code GET /api/queue} and the like; what is not told is answered with 404. */
  FakeServer answers(String methodAndPath, int status, String text) {
    answers.put(methodAndPath, new Answer(status, text));
    return this;
  }

  /** Each as {@code POST /api/domains {"name":"example.jp"}}. */
  List<String> requests() {
    return requests;
  }

  Ran run(String... args) {
    return runWithInput("", args);
  }

  Ran runWithInput(String input, String... args) {
    return run(
        Map.of("CHUKEI_HOME", home.toString(), "CHUKEI_HTTP_PORT", Integer.toString(port())),
        input,
        args);
  }

  static Ran run(Map<String, String> environment, String input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Chukei.run(
            args,
            environment,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    requests.add(body.isEmpty() ? request : request + " " + body);
    boolean known =
        ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    Answer answer =
        known
            ? answers.getOrDefault(request, new Answer(404, "{\"message\":\"not told\"}"))
            : new Answer(401, "{\"message\":\"no token\"}");
    byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
