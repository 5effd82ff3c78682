package org.chukei.deployed;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Payara Server from its own distribution, with a domain on free ports. */
final class FullServer implements Closeable {

  private static final String DOMAIN = "chukei-test";

  private final Path asadmin =
      Path.of(System.getProperty("payara.home"), "bin", "asadmin").toAbsolutePath();
  private final Path passwords;
  private final int adminPort;
  private final int httpPort;
  private final Map<String, String> environment;

  private FullServer(Path passwords, int adminPort, int httpPort, Map<String, String> environment) {
    this.passwords = passwords;
    this.adminPort = adminPort;
    this.httpPort = httpPort;
    this.environment = environment;
  }

  /**
   * @param environment that the server sees
   */
  static FullServer start(Map<String, String> environment) throws IOException {
    List<Integer> ports = Ports.free(8);
    Path passwords = Files.createTempFile("chukei-full", ".passwords");
    FullServer server = new FullServer(passwords, ports.get(0), ports.get(1), environment);
    asadmin(server, "delete-domain", DOMAIN);
    server.call(
        "create-domain",
        "--nopassword=true",
        "--adminport",
        ports.get(0).toString(),
        "--instanceport",
        ports.get(1).toString(),
        "--domainproperties",
        "http.ssl.port=%d:jms.port=%d:orb.listener.port=%d:orb.ssl.port=%d:orb.mutualauth.port=%d:domain.jmxPort=%d:osgi.shell.telnet.port=%d:java.debugger.port=%d:hazelcast.start.port=%d"
            .formatted(
                ports.get(2),
                ports.get(3),
                ports.get(4),
                ports.get(5),
                ports.get(6),
                ports.get(7),
                Ports.free(1).get(0),
                Ports.free(1).get(0),
                Ports.free(1).get(0)),
        DOMAIN);
    server.call("start-domain", DOMAIN);
    return server;
  }

  int httpPort() {
    return httpPort;
  }

  /** An asadmin command that has to succeed; what it printed. */
  String call(String... arguments) throws IOException {
    Answer answer = asadmin(this, arguments);
    if (answer.status() != 0) {
      throw new IOException(String.join(" ", arguments) + ": " + answer.output() + log());
    }
    return answer.output();
  }

  private record Answer(int status, String output) {}

  private static Answer asadmin(FullServer server, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(server.asadmin.toString());
    command.addAll(
        List.of(
            "--interactive=false",
            "--port",
            Integer.toString(server.adminPort),
            "--passwordfile",
            server.passwords.toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("chukei-asadmin", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(server.environment);
      return new Answer(Launcher.end(builder.start()), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  private String log() throws IOException {
    Path log =
        asadmin.resolve("../../glassfish/domains").resolve(DOMAIN).resolve("logs/server.log");
    if (!Files.exists(log)) {
      return "";
    }
    List<String> lines = Files.readAllLines(log);
    return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }

  @Override
  public void close() throws IOException {
    asadmin(this, "stop-domain", DOMAIN);
    asadmin(this, "delete-domain", DOMAIN);
    Files.deleteIfExists(passwords);
  }
}
