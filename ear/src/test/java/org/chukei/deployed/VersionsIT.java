package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The versions of the lists, by the command line and thus by REST. */
@ExtendWith(SharedRelay.class)
class VersionsIT {

  @Test
  void a_list_goes_back_to_what_it_was_octet_for_octet(RunningRelay relay) throws IOException {
    for (String list : List.of("permit", "connection")) {
      String before = relay.cli(list, "export");
      String entry = list.equals("permit") ? "192.0.2.77" : "DENY 192.0.2.77";
      String added = relay.cli(with(list, "add", entry, "--reason", "a test of versions"));
      assertThat(added).contains("added " + entry);
      String newest = relay.cli(list, "versions", "--limit", "1").lines().toList().get(1);
      assertThat(newest).contains(" api ", "+1 -0", "a test of versions");
      long version = Long.parseLong(newest.split(" ")[0]);
      assertThat(relay.cli(list, "diff", Long.toString(version))).contains("\n+" + entry + "\n");

      relay.cli(with(list, "remove", entry));
      assertThat(relay.cli(list, "export")).isEqualTo(before);
      assertThat(relay.cli(list, "rollback", Long.toString(version)))
          .startsWith("back to version " + version);
      assertThat(relay.cli(list, "export")).isEqualTo(before + entry + "\n");
      assertThat(relay.cli(list, "versions", "--limit", "1"))
          .contains("back to version " + version);
      relay.cli(with(list, "remove", entry));
    }
  }

  @Test
  void the_way_back_is_not_past_the_danger_check(RunningRelay relay) throws IOException {
    String before = relay.cli("permit", "export");
    relay.cli("permit", "add", "198.18.0.0/15", "--acknowledge", "sato");
    String version = relay.cli("permit", "versions", "--limit", "1").lines().toList().get(1);
    relay.cli("permit", "remove", "198.18.0.0/15");
    String number = version.split(" ")[0];
    Launcher.Ran refused = relay.launcher().call("permit", "rollback", number);
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("danger: ", "nothing was saved");
    assertThat(relay.cli("permit", "export")).isEqualTo(before);
  }

  private static String[] with(String list, String command, String entry, String... more) {
    return Stream.concat(
            Stream.concat(Stream.of(list, command), Arrays.stream(entry.split(" "))),
            Arrays.stream(more))
        .toArray(String[]::new);
  }
}
