package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chukei.deployed.Launcher.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Lists of other servers, imported by the command line and thus by REST. */
@ExtendWith(SharedRelay.class)
class ImportIT {

  @TempDir private Path folder;

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("list"), text).toString();
  }

  @Test
  void an_import_is_looked_at_first_saved_then_and_taken_back(RunningRelay relay)
      throws IOException {
    String before = relay.cli("permit", "export");
    String version = relay.cli("permit", "versions").lines().toList().get(1).split(" ")[0];
    String file = file("mynetworks = !198.51.100.8/29, 198.51.100.0/28\n  [2001:db8::]/126\n");

    String looked =
        relay.cli("permit", "import", "--format", "postfix-mynetworks", "--dry-run", file);
    assertThat(looked)
        .contains(
            "PERMITTED +8 IPv4 and +4 IPv6 addresses",
            "  + 198.51.100.0/29",
            "  - " + SharedRelay.PERMITTED,
            "nothing was saved");
    assertThat(relay.cli("permit", "export")).isEqualTo(before);
    try {
      String saved = relay.cli("permit", "import", "--format", "postfix-mynetworks", file);
      assertThat(saved).contains("saved as version ");
      assertThat(relay.cli("permit", "export")).isEqualTo("2001:db8::/126\n198.51.100.0/29\n");
      assertThat(relay.cli("permit", "versions", "--limit", "1"))
          .contains("import from postfix-mynetworks");
    } finally {
      relay.cli("permit", "rollback", version);
    }
    assertThat(relay.cli("permit", "export")).isEqualTo(before);
  }

  @Test
  void a_bad_line_or_a_danger_saves_nothing(RunningRelay relay) throws IOException {
    String before = relay.cli("permit", "export");
    Ran bad =
        relay
            .launcher()
            .call("permit", "import", "--format", "exim", file("10.0.0.1 : \\\n localhost"));
    assertThat(bad.status()).isEqualTo(1);
    assertThat(bad.err()).contains("line 2: 'localhost': ", "nothing was saved");

    String wide = file("198.18.0.0/15 OK\n");
    Ran looked =
        relay.launcher().call("permit", "import", "--format", "postfix-cidr", "--dry-run", wide);
    assertThat(looked.out()).contains("danger: 198.18.0.0/15 is public and wider than /24");
    Ran refused = relay.launcher().call("permit", "import", "--format", "postfix-cidr", wide);
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("danger: ", "--acknowledge NAME");
    assertThat(relay.cli("permit", "export")).isEqualTo(before);
  }

  @Test
  void filters_of_pmail_become_a_connection_list(RunningRelay relay) throws IOException {
    String looked =
        relay.cli(
            "connection",
            "import",
            "--dry-run",
            "--format",
            "pmail",
            file("1 REJECT IPR 192.0.2.1 192.0.2.2\n2 PASS IP 127.0.0.2\n"));
    assertThat(looked).contains("DENY +2 IPv4", "UNCONDITIONAL +0 IPv4", "nothing was saved");
  }
}
