package org.chukei.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chukei.cli.FakeServer.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCasesTest {

  private static final String GOOD =
      "{\"client\":\"192.0.2.1\",\"sender\":\"a@example.com\",\"recipients\":[\"b@example.net\"]}";

  @TempDir private Path home;
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer(home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran check(String... cases) throws IOException {
    Path file = Files.writeString(home.resolve("cases"), String.join("\n", cases) + "\n");
    return server.run("policy", "check", file.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {"sevice":"mx","recipients":["b@example.net"]} | there is no "sevice"; a case has service,
          {"client":"192.0.2.1"} | "recipients" is missing: a list of addresses
          {"recipients":[]} | "recipients" is missing: a list of addresses
          {"recipients":"b@example.net"} | "recipients" is a list of addresses, not "b@example.net"
          {"recipients":[1]} | "recipients" is a list of addresses, not [1]
          {"tls":"yes","recipients":["b@example.net"]} | "tls" is true or false, not "yes"
          {"client":1,"recipients":["b@example.net"]} | "client" is a text, not 1
          {"expect":"never","recipients":["b@example.net"]} | "expect" is accepted, deferred or refused
          refused | it is no JSON object
          ["refused"] | it is no JSON object
          """)
  void a_bad_case_is_told_with_its_line_and_nothing_is_asked(String bad, String reason)
      throws IOException {
    Ran ran = check(GOOD, "# a note", bad);

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).startsWith("chukei: line 3: '" + bad + "': " + reason);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void what_the_server_does_not_take_is_told_with_its_line_too() throws IOException {
    server.answers("POST /api/simulate", 422, "{\"message\":\"'x' is not an address\"}");

    Ran ran = check("", GOOD);

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("chukei: line 2: 'x' is not an address\n");
  }
}
