package org.chukei.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code docs/man/chukei.8} says what the commands themselves say. */
class ManPageTest {

  private static final Path PAGE = Path.of("../docs/man/chukei.8");

  /** To write it anew: {@code mvn -pl cli test -Dtest=ManPageTest -Dman.write=true}. */
  @Test
  void the_man_page_is_made_of_the_help_of_the_commands_that_there_are() throws IOException {
    String page = new ManPage(commands(), serverCommands()).text();
    if (Boolean.getBoolean("man.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  static CommandLine commands() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Terminal terminal = new Terminal(new ByteArrayInputStream(new byte[0]), nowhere, nowhere);
    return Chukei.commandLine(
        new Api(() -> ServerLocation.find(Map.of())),
        () -> ServerLocation.find(Map.of()),
        terminal);
  }

  /** As the script's own help has them. */
  private static String serverCommands() throws IOException {
    String script = Files.readString(Path.of("../chukei"));
    int from = script.indexOf("The server\n") + "The server\n".length();
    return script.substring(from, script.indexOf("\nThe running relay", from));
  }
}
