package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chukei.deployed.Launcher.Ran;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive, unpacked and run as the systemd unit says: by a user who is not root, with the
 * unit's capabilities, on port 25 of a network where that takes one. Needs root to become somebody
 * else.
 */
@TestInstance(Lifecycle.PER_CLASS)
class InstalledIT {

  private static final String USER = "nobody";
  private static final String GROUP = "nogroup";
  private static final Path UNIT = Path.of("../config/systemd/chukei.service");

  private Path directory;
  private Path home;
  private String unit;
  private PrivateNetwork network;
  private Process run;
  private Path told;

  @BeforeAll
  void install(@TempDir Path temporary) throws IOException {
    directory = temporary;
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    home = Files.createDirectory(directory.resolve("state"));
    Path archive = directory.resolve("chukei.tar.gz");
    Ran dist = new Launcher(home, Map.of()).call("dist", archive.toString());
    assertThat(dist.status()).as(dist.err()).isZero();
    sh("tar -xzf " + archive + " -C " + directory);
    sh("chown " + USER + ":" + GROUP + " " + home);
    unit =
        Files.readString(UNIT)
            .replace("/opt/chukei", directory.resolve("chukei").toString())
            .replace("/var/lib/chukei", home.toString());
    network = new PrivateNetwork(directory);
    Path socket = home.resolve("notify");
    told =
        network.start(
            "systemd",
            directory,
            "perl",
            "-MIO::Socket::UNIX",
            "-MSocket",
            "-e",
            "my $s = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => $ARGV[0]) or die $!;"
                + " chmod 0666, $ARGV[0]; $| = 1; print \"listening\\n\";"
                + " while (defined $s->recv(my $m, 4096)) { print $m; }",
            socket.toString());
    await().until(() -> Files.readString(told).contains("listening"));
    run =
        asTheUnitSays(List.of("NOTIFY_SOCKET=" + socket), value("ExecStart").split(" "))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("run.log").toFile())
            .start();
    Process status =
        asTheUnitSays(List.of(), value("ExecStart").split(" ")[0], "status", "--wait", "400")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("status.log").toFile())
            .start();
    assertThat(Launcher.end(status))
        .as(() -> text(directory.resolve("run.log")) + text(home.resolve("log/server.log")))
        .isZero();
  }

  @AfterAll
  void end() throws IOException {
    run.destroy();
    Launcher.end(run);
    network.close();
  }

  @Test
  void systemd_finds_nothing_wrong_with_the_unit() throws IOException {
    Path copy = Files.writeString(directory.resolve("chukei.service"), unit);
    Process verify =
        new ProcessBuilder("systemd-analyze", "verify", "--man=no", copy.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(verify.getInputStream().readAllBytes())).isEmpty();
    assertThat(Launcher.end(verify)).isZero();
  }

  @Test
  void the_containerfile_adds_the_archive_that_dist_makes_and_starts_what_is_in_it()
      throws IOException {
    String containerfile = Files.readString(Path.of("../Containerfile"));
    Matcher add = Pattern.compile("(?m)^ADD (\\S+) /opt/$").matcher(containerfile);
    assertThat(add.find()).isTrue();
    assertThat(Path.of("../scripts/dist.sh")).content().contains("${1-$root/" + add.group(1) + "}");
    assertThat(Path.of("../.containerignore")).content().contains("!" + add.group(1) + "\n");
    Matcher started = Pattern.compile("\"/opt/([^\"]+)\"").matcher(containerfile);
    List<String> programs = started.results().map(result -> result.group(1)).toList();
    assertThat(programs).hasSize(2); // health check and entry point
    assertThat(programs).allSatisfy(name -> assertThat(directory.resolve(name)).isExecutable());
    String settings = Files.readString(Path.of("../config/settings.md"));
    assertThat(
            Pattern.compile("CHUKEI_[A-Z_]+(?==)")
                .matcher(containerfile)
                .results()
                .map(MatchResult::group))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(settings).contains("`" + name + "`"));
  }

  @Test
  void it_serves_port_25_with_one_capability_and_no_more() throws IOException {
    assertThat(network.call("", "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/25; head -n 1 <&3"))
        .startsWith("220 ");
    List<String> process =
        Files.readAllLines(Path.of("/proc", text(home.resolve("chukei.pid")).trim(), "status"));
    assertThat(process).noneMatch(line -> line.matches("Uid:\\s+0\\s.*"));
    assertThat(process).anyMatch(line -> line.matches("CapBnd:\\s+0000000000000400"));
  }

  @Test
  void systemd_hears_when_it_serves() {
    await()
        .untilAsserted(
            () -> assertThat(text(told)).contains("READY=1").contains("STATUS=serving; MX "));
  }

  @Test
  void what_it_writes_is_its_own_users_alone() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.filter(p -> !p.getFileName().toString().equals("notify")).toList()) {
        if (!path.equals(home) && Files.exists(path)) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
              .as(path.toString())
              .endsWith("------");
        }
      }
    }
  }

  @Test
  void both_logs_are_rotated_while_it_runs_and_lose_no_line() throws IOException {
    Path mailLog = home.resolve("log/mail.log");
    Path serverLog = home.resolve("log/server.log");
    connectAs("before.example");
    await().until(() -> text(mailLog).contains("event=connect"));
    long lines = text(mailLog).lines().count();
    Path configuration =
        Files.writeString(
            directory.resolve("logrotate"),
            Files.readString(Path.of("../config/logrotate/chukei"))
                .replace("/var/lib/chukei", home.toString())
                .replace("su chukei chukei", "su " + USER + " " + GROUP));
    sh("logrotate --force --state " + directory.resolve("logrotate.state") + " " + configuration);

    assertThat(text(home.resolve("log/mail.log.1")).lines().count()).isGreaterThanOrEqualTo(lines);
    assertThat(text(home.resolve("log/server.log.1"))).contains("Payara Micro");
    assertThat(text(serverLog)).doesNotContain("Payara Micro");
    connectAs("after.example");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(text(mailLog)).contains("event=connect"));
  }

  private void connectAs(String helo) throws IOException {
    assertThat(
            network.call(
                "",
                "bash",
                "-c",
                "exec 3<>/dev/tcp/127.0.0.1/25; read -r x <&3; printf 'EHLO %s\\r\\nQUIT\\r\\n' "
                    + helo
                    + " >&3; cat <&3"))
        .contains("221 ");
  }

  /** By its user, with its capabilities and its environment. */
  private ProcessBuilder asTheUnitSays(List<String> more, String... command) {
    String capability = value("AmbientCapabilities").toLowerCase().replace("cap_", "+");
    assertThat(value("CapabilityBoundingSet")).isEqualTo(value("AmbientCapabilities"));
    List<String> all = new ArrayList<>(network.prefix());
    all.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + GROUP, "--clear-groups"));
    for (String set : List.of("--inh-caps", "--ambient-caps", "--bounding-set")) {
      all.add(set + "=-all," + capability);
    }
    all.addAll(List.of("--no-new-privs", "sh", "-c", "umask " + value("UMask") + "; exec \"$@\""));
    all.addAll(List.of("sh", "env"));
    unit.lines()
        .filter(line -> line.startsWith("Environment="))
        .map(line -> line.substring("Environment=".length()))
        .forEach(all::add);
    all.add("CHUKEI_HOSTNAME=mail.example.jp");
    all.addAll(more);
    all.addAll(List.of(command));
    return new ProcessBuilder(all).directory(directory.toFile());
  }

  private String value(String key) {
    return unit.lines()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  private static void sh(String command) throws IOException {
    assertThat(Launcher.end(new ProcessBuilder("sh", "-c", command).inheritIO().start()))
        .as(command)
        .isZero();
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return e.toString();
    }
  }
}
