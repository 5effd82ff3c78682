package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The console with 100,000 rows on each of its pages. What each step took is written to
 * target/long-lists.txt, for bench/RESULTS.md; nothing is asserted of it.
 */
class LongListsIT {

  private static final int ROWS = 100_000;
  private static final int OF_A_PAGE = 50;
  private static final Path TIMES = Path.of("target/long-lists.txt");

  private static RunningRelay relay;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException, SQLException {
    Files.deleteIfExists(TIMES);
    relay = RunningRelay.start(Map.of());
    SharedRelay.furnish(relay);
    relay.stop();
    fill();
    measured("start with that many rows of each", relay::start);
  }

  @AfterAll
  static void end() throws IOException {
    relay.close();
  }

  /** What would take an operator's tools very long to bring in, one by one. */
  private static void fill() throws SQLException {
    String numbers = " FROM UNNEST(SEQUENCE_ARRAY(1, " + ROWS + ", 1)) AS t(n)";
    String url = "jdbc:hsqldb:file:" + relay.home().resolve("db/chukei") + ";shutdown=true";
    try (Connection connection = DriverManager.getConnection(url, "SA", "");
        Statement statement = connection.createStatement()) {
      for (String insert :
          new String[] {
            "account (address) SELECT 'u' || n || '@example.jp'",
            "alias (address, account, forward_to)"
                + " SELECT 'a' || n || '@example.jp', 'u' || n || '@example.jp', ''",
            "local_domain (name) SELECT 'd' || n || '.example'",
            "transport (recipient, sender, route, tls, source, login_user, login_secret)"
                + " SELECT 't' || n || '.example', '*', 'mx', '', '', '', ''",
            "audit (id, recorded_at, node, actor, door, action, detail, outcome)"
                + " SELECT 'id' || n, n, 'a', 'kei', 'API', 'test', 'row ' || n, 'DONE'"
          }) {
        assertThat(statement.executeUpdate("INSERT INTO " + insert + numbers)).isEqualTo(ROWS);
      }
    }
  }

  @FunctionalInterface
  private interface Step {
    void go() throws IOException;
  }

  private static void measured(String what, Step step) throws IOException {
    long begun = System.nanoTime();
    step.go();
    String line = what + ": " + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms\n";
    Files.writeString(TIMES, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Number {@code n} of the list. */
  private static String client(int n) {
    return "10." + (n >> 16) + "." + (n >> 8 & 255) + "." + (n & 255);
  }

  @Test
  void a_permit_list_is_imported_paged_searched_and_changed_entry_by_entry() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < ROWS; n++) {
      text.append(client(n)).append(" owner=site").append(n % 500).append(" # printer ").append(n);
      text.append('\n');
    }
    Path file = Files.writeString(folder.resolve("permits"), text);
    measured(
        "./chukei permit import, 100,000 entries",
        () -> relay.cli("permit", "import", file.toString()));
    try (Browser browser = Browser.loggedIn("en", relay)) {
      measured("permit page, opened", () -> browser.open("/permit.xhtml"));
      assertThat(browser.text("list")).contains("100000 lines");
      assertThat(browser.isVisible("list:text")).isFalse();
      assertThat(browser.rows("#entries\\:table tbody tr"))
          .hasSize(OF_A_PAGE)
          .first()
          .asString()
          .startsWith("1 10.0.0.0");
      measured(
          "permit page, its last page",
          () -> {
            browser.click("#entries\\:table .ui-paginator-last");
            browser.awaitText("entries:table", "printer 99999");
          });

      measured("permit page, a note found", () -> find(browser, "entries", "printer 54321", 1));
      String old = client(54_321);
      browser.pressNamed("Edit " + old);
      browser.awaitText("entry", "Change line 54322");
      browser.type("entry:line", "192.0.2.77 owner=sato # moved");
      measured(
          "permit page, an entry changed",
          () -> {
            browser.press("entry:replace");
            browser.awaitText("messages", "Saved and in force");
          });
      find(browser, "entries", "192.0.2.64/27", 1);
      assertThat(browser.rows("#entries\\:table tbody tr").get(0))
          .startsWith("54322 192.0.2.77")
          .contains("sato", "moved");

      find(browser, "entries", client(77_777), 1);
      browser.pressNamed("Remove " + client(77_777));
      browser.confirm();
      browser.awaitText("entries:table", "Nothing fits that");

      browser.type("entry:line", "10.1");
      browser.press("entry:add");
      browser.awaitText("list:errors", "is not an IPv4 address of four octets");
      browser.type("entry:line", "192.0.2.78 # added");
      browser.press("entry:add");
      find(browser, "entries", "192.0.2.78", 1);
      browser.awaitText("versions", "+ 192.0.2.78 # added");

      String changed = relay.cli("permit", "export");
      assertThat(changed.lines().toList())
          .hasSize(ROWS)
          .contains("192.0.2.77 owner=sato # moved", "192.0.2.78 # added")
          .noneMatch(line -> line.startsWith(old + " ") || line.startsWith(client(77_777) + " "));
    }
  }

  /** What is searched for is there alone. */
  private static void find(Browser browser, String form, String wanted, int rows) {
    browser.type(form + ":wanted", wanted);
    browser.press(form + ":search");
    browser.awaitQuiet();
    await()
        .ignoreExceptions() // the table is being replaced
        .until(() -> browser.rows("#" + form + "\\:table tbody tr").size() == rows);
  }

  @ParameterizedTest
  @CsvSource({
    "accounts, accounts, u54321@example.jp",
    "domains, domains, d54321.example",
    "transports, transports, t54321.example"
  })
  void a_table_is_paged_searched_and_changed(String page, String form, String wanted)
      throws Exception {
    try (Browser browser = Browser.loggedIn("en", relay)) {
      measured(page + " page, opened", () -> browser.open("/" + page + ".xhtml"));
      String rows = "#" + form + "\\:table tbody tr";
      assertThat(browser.rows(rows)).hasSize(OF_A_PAGE);
      String first = browser.rows(rows).get(0);
      measured(
          page + " page, its last page",
          () -> {
            browser.click("#" + form + "\\:table .ui-paginator-last");
            browser.awaitQuiet();
          });
      await().ignoreExceptions().until(() -> !browser.rows(rows).get(0).equals(first));
      measured(page + " page, one found", () -> find(browser, form, wanted, 1));
      assertThat(browser.rows(rows).get(0)).startsWith(wanted);
      if (page.equals("accounts")) {
        browser.pressNamed("Edit " + wanted);
        browser.awaitText("details", "a54321@example.jp");
        browser.pressNamed("Remove a54321@example.jp");
        browser.awaitText("messages", "a54321@example.jp is no alias");
      }
      measured(
          page + " page, one removed",
          () -> {
            browser.pressNamed("Remove " + wanted);
            browser.confirm();
            browser.awaitText("messages", "was removed");
          });
      browser.awaitText(form + ":table", "Nothing fits that");
    }
  }

  @Test
  void the_audit_log_is_read_page_by_page() throws Exception {
    try (Browser browser = Browser.loggedIn("en", relay)) {
      measured("audit page, opened", () -> browser.open("/audit.xhtml"));
      browser.awaitText("audit", "row 100000");
      measured(
          "audit page, the page before",
          () -> {
            browser.press("audit:older");
            browser.awaitText("audit", "row 99900");
          });
      assertThat(browser.text("audit")).doesNotContain("row 100000");
    }
  }
}
