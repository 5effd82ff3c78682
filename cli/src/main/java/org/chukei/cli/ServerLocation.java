package org.chukei.cli;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the running server is, and what opens its API. The environment says, else what {@code
 * ./chukei run} left in {@code run.state}, else {@code chukei.properties}, else the defaults of
 * config/settings.md. What opens the API is the server's own token, which only its system user can
 * read, or a user's in {@code CHUKEI_API_TOKEN}.
 *
 * @param api ends with a slash
 */
record ServerLocation(Path home, URI api, String token) {

  static ServerLocation find(Map<String, String> environment) {
    Path home = Path.of(environment.getOrDefault("CHUKEI_HOME", "var")).toAbsolutePath();
    Properties state = read(home.resolve("run.state"));
    Properties file = read(home.resolve("chukei.properties"));
    boolean runs = "serving".equals(state.getProperty("STAGE"));
    String host =
        Optional.ofNullable(environment.get("CHUKEI_HTTP_ADDRESS"))
            .or(() -> Optional.ofNullable(runs ? state.getProperty("HTTP_HOST") : null))
            .or(() -> Optional.ofNullable(file.getProperty("chukei.http.address")))
            .orElse("127.0.0.1");
    String port =
        Optional.ofNullable(environment.get("CHUKEI_HTTP_PORT"))
            .or(() -> Optional.ofNullable(runs ? state.getProperty("HTTP_PORT") : null))
            .or(() -> Optional.ofNullable(file.getProperty("chukei.http.port")))
            .orElse("8080");
    String own = environment.getOrDefault("CHUKEI_API_TOKEN", "").trim();
    return new ServerLocation(
        home, url(host.trim(), port.trim()), own.isEmpty() ? token(home) : own);
  }

  private static URI url(String host, String port) {
    String reachable =
        switch (host) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "::1";
          default -> host;
        };
    if (!port.matches("[0-9]{1,5}")) {
      throw new RefusedException("CHUKEI_HTTP_PORT='" + port + "': must be a port number");
    }
    String bracketed = reachable.indexOf(':') >= 0 ? "[" + reachable + "]" : reachable;
    String url = "http://" + bracketed + ":" + port + "/api/";
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("CHUKEI_HTTP_ADDRESS='" + host + "': must be an IP address");
    }
  }

  private static String token(Path home) {
    Path file = home.resolve("api.token");
    try {
      return Files.readString(file).trim();
    } catch (NoSuchFileException e) {
      throw new UnreachableException("no server has run on " + home + " yet (no api.token there)");
    } catch (IOException e) {
      throw new RefusedException(file + " can't be read: only the server's own user may", e);
    }
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    if (Files.isReadable(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new RefusedException(file + " can't be read: " + e.getMessage(), e);
      }
    }
    return properties;
  }
}
