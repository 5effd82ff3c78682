package org.chukei.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.chukei.account.TestRules;
import org.chukei.config.Settings;
import org.chukei.database.TestDatabase;
import org.chukei.policy.ChangedBy;
import org.chukei.policy.ConnectionList;
import org.chukei.policy.ListEdit;
import org.chukei.policy.PermitList;
import org.chukei.selftest.PosedAddresses.Standing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PosedAddressesTest {

  @TempDir private static Path home;
  private final TestDatabase database = new TestDatabase();

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  private PosedAddresses posed(String permits, String connections, boolean permittedNeedAuth) {
    Settings settings = Settings.of(Map.of("CHUKEI_HOME", home.toString()), Map.of(), Map.of());
    TestRules stored = new TestRules(database);
    PermitList permitList = new PermitList(settings, stored, Clock.systemUTC());
    ConnectionList connectionList = new ConnectionList(settings, stored, Clock.systemUTC());
    permitList.save(edit(permits));
    connectionList.save(edit(connections));
    return new PosedAddresses(
        permitList.current().entries(), connectionList.current().entries(), permittedNeedAuth);
  }

  private static ListEdit edit(String text) {
    return new ListEdit(
        text, OptionalLong.empty(), new ChangedBy("admin", "", Optional.of("admin")));
  }

  private static List<String> texts(List<InetAddress> addresses) {
    return addresses.stream().map(InetAddress::getHostAddress).toList();
  }

  @Test
  void the_edges_of_a_range_are_its_ends_and_their_neighbours() {
    PosedAddresses posed = posed("10.0.0.0/30\n2001:db8:1::/64\n0.0.0.0", "", false);
    assertThat(texts(posed.edges(10, new Random(1))))
        .containsExactly(
            "10.0.0.0",
            "10.0.0.3",
            "9.255.255.255",
            "10.0.0.4",
            "2001:db8:1:0:0:0:0:0",
            "2001:db8:1:0:ffff:ffff:ffff:ffff",
            "2001:db8:0:ffff:ffff:ffff:ffff:ffff",
            "2001:db8:1:1:0:0:0:0",
            "0.0.0.0",
            "0.0.0.1");
    assertThat(posed.edges(1, new Random(1))).hasSizeBetween(2, 4);
  }

  @Test
  void the_lists_are_read_line_by_line() throws Exception {
    String connections = "DENY 10.0.0.1\nUNCONDITIONAL 10.0.0.0/29\nDENY 10.0.0.2";
    PosedAddresses posed =
        posed("10.0.0.0/30\n10.0.0.4 client-cert=SHA256:" + "ab".repeat(32), connections, false);
    assertThat(posed.standing(InetAddress.getByName("10.0.0.1"))).isEqualTo(Standing.STRANGER);
    assertThat(posed.standing(InetAddress.getByName("10.0.0.2"))).isEqualTo(Standing.RELAYS);
    assertThat(posed.standing(InetAddress.getByName("10.0.0.4"))).isEqualTo(Standing.MAY_RELAY);
    assertThat(posed.standing(InetAddress.getByName("10.0.0.5"))).isEqualTo(Standing.STRANGER);
    assertThat(posed("10.0.0.0/30", connections, true).standing(InetAddress.getByName("10.0.0.2")))
        .as("a permit that needs AUTH")
        .isEqualTo(Standing.STRANGER);
  }

  @Test
  void whom_the_lists_permit_is_no_stranger() {
    assertThat(texts(posed("203.0.113.77", "UNCONDITIONAL 203.0.113.0/24", false).strangers()))
        .containsExactly("192.0.2.77", "198.51.100.77", "2001:db8:0:0:0:0:0:77", "100.64.0.77");
  }
}
