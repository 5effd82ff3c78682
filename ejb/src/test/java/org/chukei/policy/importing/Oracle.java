package org.chukei.policy.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chukei.network.IpAddress;

/** Asks other programs which addresses a list lets relay. */
final class Oracle {

  private final Path folder;

  /**
   * @param folder for what they read and write
   */
  Oracle(Path folder) {
    this.folder = folder;
  }

  /** Python's ipaddress, by the script in the test resources. */
  List<Boolean> python(String format, String list, List<IpAddress> addresses) throws IOException {
    Path file = Files.writeString(folder.resolve("list"), list);
    Path script = folder.resolve("evaluate.py");
    try (var source = Oracle.class.getResourceAsStream("/importing/evaluate.py")) {
      Files.write(script, source.readAllBytes());
    }
    return run(addresses, "python3", script.toString(), format, file.toString()).stream()
        .map("1"::equals)
        .toList();
  }

  /** Postfix itself: for each address what the cidr: table says; empty text for nothing. */
  List<String> postmap(String table, List<IpAddress> addresses) throws IOException {
    Files.writeString(folder.resolve("main.cf"), "");
    Path file = Files.writeString(folder.resolve("table.cidr"), table);
    Map<String, String> results = new HashMap<>();
    run(addresses, "/usr/sbin/postmap", "-c", folder.toString(), "-q", "-", "cidr:" + file)
        .forEach(line -> results.put(line.split("\t")[0], line.split("\t", 2)[1]));
    return addresses.stream().map(a -> results.getOrDefault(a.toString(), "")).toList();
  }

  private List<String> run(List<IpAddress> addresses, String... command) throws IOException {
    Path asked = folder.resolve("addresses");
    Path answers = folder.resolve("answers");
    Path complaints = folder.resolve("complaints");
    Files.write(asked, addresses.stream().map(IpAddress::toString).toList());
    Process process =
        new ProcessBuilder(command)
            .redirectInput(asked.toFile())
            .redirectOutput(answers.toFile())
            .redirectError(complaints.toFile())
            .start();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    assertThat(Files.readString(complaints, StandardCharsets.UTF_8)).isEmpty();
    return new ArrayList<>(Files.readAllLines(answers, StandardCharsets.UTF_8));
  }
}
