package org.chukei.deployed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes what arquillian.xml names: free ports, a fresh home, the command that deploys the adapter.
 * Stands before Arquillian's own extension, which reads arquillian.xml.
 */
final class MicroSurroundings implements BeforeAllCallback {

  static final String MX_PORT = "chukei.smtp.mx.port";

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    String checkout = System.getProperty("chukei.root");
    if (checkout == null) {
      // In the server, where the in-container tests run once more.
      return;
    }
    Path root = Path.of(checkout).toRealPath();
    Path home = root.resolve("ear/target/arquillian-home");
    remove(home);
    Files.createDirectories(home);
    List<Integer> ports = Ports.free(3);
    System.setProperty(MX_PORT, ports.get(0).toString());
    System.setProperty("chukei.it.micro", root.resolve("ear/target/server/payara-micro.jar") + "");
    System.setProperty(
        "chukei.it.jvm",
        "-Dchukei.home=%s -Dchukei.smtp.address=127.0.0.1 -D%s=%d -Dchukei.smtp.submission.port=%d"
            .formatted(home, MX_PORT, ports.get(0), ports.get(1)));
    Path deploy = home.resolve("deploy.asadmin");
    Files.writeString(
        deploy,
        "deploy --name chukei-connector " + root.resolve("rar/target/chukei-connector.rar") + "\n");
    System.setProperty(
        "chukei.it.options",
        "--nohazelcast --port %d --prebootcommandfile %s --postbootcommandfile %s"
            .formatted(ports.get(2), root.resolve("config/pre-boot.asadmin"), deploy));
  }

  private static void remove(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
