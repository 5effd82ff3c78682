package org.chukei.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** All that the REST API can do, the command line asks it for, and prints as JSON too. */
class CoverageTest {

  private static final Path RESOURCES = Path.of("../web/src/main/java/org/chukei/web/api");
  private static final Pattern CLASS_PATH =
      Pattern.compile("^@Path\\(\"([^\"]*)\"\\)", Pattern.MULTILINE);
  private static final Pattern METHOD =
      Pattern.compile(
          "^  @(GET|POST|PUT|DELETE)\\b(?:\\s+@Path\\(\"([^\"]*)\"\\))?", Pattern.MULTILINE);
  private static final Pattern SUBRESOURCE =
      Pattern.compile("^  @Path\\(\"([^\"]*)\"\\)\\s+public (\\w+Resource) ", Pattern.MULTILINE);

  /** What {@code ./chukei status --json} asks for: it is the script's, and works without Java. */
  private static final String OF_THE_SCRIPT = "GET status";

  /** {@code permit import} replaces the list as this does, and tells what that changes. */
  private static final String BY_IMPORT = "PUT permit";

  /** Describes the API to programs; a person reads this program's own help. */
  private static final String FOR_PROGRAMS = "GET openapi";

  /** One for each request there is; the first that fails is enough, for it was asked. */
  private static final List<String> COMMANDS =
      List.of(
          "permit list",
          "permit add 192.0.2.1",
          "permit remove 192.0.2.1",
          "permit versions",
          "permit export --version 1",
          "permit diff 1 2",
          "permit rollback 1",
          "permit import FILE --format mynetworks",
          "connection list",
          "connection add DENY 192.0.2.1",
          "connection remove DENY 192.0.2.1",
          "connection move 1 2",
          "connection versions",
          "connection export --version 1",
          "connection diff 1 2",
          "connection rollback 1",
          "connection import FILE --format cidr",
          "domain list",
          "domain add example.jp",
          "domain remove example.jp",
          "domain catch-all example.jp info@example.jp",
          "account list",
          "account add info@example.jp --password-stdin",
          "account remove info@example.jp",
          "account password info@example.jp --password-stdin",
          "account alias ADD info@example.jp boss@example.jp",
          "account alias REMOVE info@example.jp boss@example.jp",
          "account grant ADD info@example.jp boss@example.jp",
          "account grant REMOVE info@example.jp boss@example.jp",
          "group list",
          "group add all@example.jp info@example.jp",
          "group set all@example.jp info@example.jp",
          "group remove all@example.jp",
          "transport list",
          "transport add example.com mx",
          "transport remove example.com",
          "transport test info@example.com",
          "queue list",
          "queue show 0123456789ABCDEF",
          "queue retry --all",
          "queue hold --all",
          "queue release --all",
          "queue remove --all --yes",
          "queue reroute --all --to 192.0.2.1:25",
          "queue pause delivery",
          "queue resume delivery",
          "queue pauses",
          "policy what-if --profile strict",
          "policy apply --permit FILE",
          "policy self-test",
          "policy self-test --last",
          "policy gateways",
          "policy surges",
          "policy reload",
          "simulate --client 192.0.2.1 --from a@example.com --to b@example.net",
          "explain 7QX2-M4PD-K3VN",
          "decisions",
          "message 0123456789ABCDEF",
          "message --sender a@example.com",
          "settings",
          "audit",
          "user list",
          "user add somebody --role VIEWER --password-stdin",
          "user remove somebody",
          "user role somebody VIEWER",
          "user password somebody --password-stdin",
          "user token somebody",
          "user token somebody --revoke",
          "admin password --password-stdin",
          "backup BACKUP");

  @TempDir private Path home;

  @Test
  void each_resource_has_a_command() throws IOException {
    Set<String> asked = asked();
    assertThat(resources())
        .hasSizeGreaterThan(40)
        .allSatisfy(
            resource ->
                assertThat(asked)
                    .as(resource)
                    .anyMatch(request -> request.matches(pattern(resource))));
  }

  @Test
  void each_command_can_print_json() {
    CommandLine all = ManPageTest.commands();
    assertThat(leaves(all))
        .hasSizeGreaterThan(40)
        .allSatisfy(
            leaf ->
                assertThat(leaf.getCommandSpec().findOption("--json"))
                    .as(leaf.getCommandSpec().qualifiedName())
                    .isNotNull());
  }

  @Test
  void a_command_that_changes_something_prints_the_servers_answer() throws IOException {
    try (FakeServer server = new FakeServer(home)) {
      server.answers("POST /api/domains", 201, "{\"name\":\"example.jp\"}");

      FakeServer.Ran ran = server.run("domain", "add", "example.jp", "--json");

      assertThat(ran.out().trim()).isEqualTo("{\"name\":\"example.jp\"}");
    }
  }

  private Set<String> asked() throws IOException {
    Path list = Files.writeString(home.resolve("list"), "192.0.2.0/24 REJECT\n");
    Set<String> asked = new TreeSet<>();
    try (FakeServer server = new FakeServer(home)) {
      server.answers(
          "POST /api/backup",
          200,
          "{\"id\":\"1\",\"directory\":\"%s\",\"database\":\"embedded\"}".formatted(home));
      server.answers(
          "GET /api/connection",
          200,
          "{\"text\":\"DENY 192.0.2.1\\nDENY 192.0.2.2\\n\",\"version\":1,"
              + "\"entries\":[{\"line\":1},{\"line\":2}]}");
      for (String command : COMMANDS) {
        String[] words =
            command
                .replace("FILE", list.toString())
                .replace("BACKUP", home.resolve("archive").toString())
                .split(" ");
        assertThat(server.runWithInput("secret-12345\n", words).status())
            .as(command)
            .isNotEqualTo(CommandLine.ExitCode.USAGE);
      }
      server.requests().stream()
          .map(request -> request.replaceFirst("^(\\S+) /api/([^ ?]*).*", "$1 $2"))
          .forEach(asked::add);
    }
    asked.add(OF_THE_SCRIPT);
    asked.add(BY_IMPORT);
    asked.add(FOR_PROGRAMS);
    return asked;
  }

  /** As {@code PUT accounts/{address}/password}. */
  private static Set<String> resources() throws IOException {
    Set<String> resources = new TreeSet<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(RESOURCES)) {
      files = all.filter(file -> file.toString().endsWith("Resource.java")).toList();
    }
    for (Path file : files) {
      String source = Files.readString(file);
      Matcher path = CLASS_PATH.matcher(source);
      if (path.find()) {
        add(resources, path.group(1), source);
        Matcher below = SUBRESOURCE.matcher(source);
        while (below.find()) {
          add(
              resources,
              path.group(1) + "/" + below.group(1),
              Files.readString(RESOURCES.resolve(below.group(2) + ".java")));
        }
      }
    }
    return resources;
  }

  private static void add(Set<String> resources, String base, String source) {
    Matcher method = METHOD.matcher(source);
    while (method.find()) {
      String path =
          Stream.of(base, method.group(2))
              .filter(part -> part != null && !part.isEmpty())
              .collect(Collectors.joining("/"));
      resources.add(method.group(1) + " " + path);
    }
  }

  private static String pattern(String resource) {
    return resource.replaceAll("\\{[^/]*\\}", "[^/]+");
  }

  private static List<CommandLine> leaves(CommandLine command) {
    List<CommandLine> leaves = new ArrayList<>();
    for (CommandLine below : command.getSubcommands().values()) {
      leaves.addAll(below.getSubcommands().isEmpty() ? List.of(below) : leaves(below));
    }
    return leaves;
  }
}
