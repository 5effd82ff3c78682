package org.chukei.dialogue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.chukei.connector.api.Service;

/**
 * What a client says and what it must be answered. A file of these lines:
 *
 * <pre>
 * # RFC 5321 §4.1.4: what is shown, first the section that asks for it
 * service: mx               submission, or submissions, where TLS is begun at once
 * setting: LIMIT_ERRORS=5   what it needs besides the defaults, a line for each
 *
 * C: EHLO client.example    sent with CRLF
 * C\: a\r\n                 sent as it is; see Octets for the escapes
 * C END                     the client shuts its side
 * C TLS                     the client begins TLS; its handshake has to succeed
 * S: 250 2.1.5              a line that begins so; a bare code takes no line with a hyphen behind it
 * S= 250 ok                 a line that is just this
 * S~ 250-SIZE [0-9]+        a line that matches this regular expression
 * S* 250                    a whole reply with this code, of any number of lines
 * S 12: 250 2.1.5           twelve lines that begin so
 * CLOSED                    the server closes, and says no more
 * </pre>
 *
 * <p>Spaces at the end of a line mean nothing.
 */
public final class Dialogue {

  private static final String SETTING = "setting: ";

  private final String name;
  private final String title;
  private final Service service;
  private final Map<String, String> settings;
  private final List<String> turns;

  private Dialogue(
      String name,
      String title,
      Service service,
      Map<String, String> settings,
      List<String> turns) {
    this.name = name;
    this.title = title;
    this.service = service;
    this.settings = settings;
    this.turns = turns;
  }

  static Dialogue parse(String name, List<String> lines) {
    String title = lines.get(0).substring(2);
    Service service = Service.valueOf(lines.get(1).substring("service: ".length()).toUpperCase());
    Map<String, String> settings = new TreeMap<>();
    List<String> turns = new ArrayList<>();
    for (String line : lines.subList(2, lines.size())) {
      if (line.startsWith(SETTING)) {
        int equals = line.indexOf('=');
        settings.put(
            "CHUKEI_" + line.substring(SETTING.length(), equals), line.substring(equals + 1));
      } else if (!line.isEmpty()) {
        turns.add(line);
      }
    }
    return new Dialogue(name, title, service, settings, turns);
  }

  /** The file's, without extension. */
  public String name() {
    return name;
  }

  /** The door it is for. */
  public Service service() {
    return service;
  }

  /** By variable; empty where it is about a server as it comes. */
  public Map<String, String> settings() {
    return settings;
  }

  /** The client begins TLS in it. */
  public boolean hasTls() {
    return turns.contains("C TLS");
  }

  @Override
  public String toString() {
    return name + " (" + title + ")";
  }

  /**
   * Runs to its end or to the first answer that differs. The wire is fresh and not closed here.
   *
   * @throws AssertionError with all that was said until then
   */
  public void run(Wire wire) throws IOException {
    StringBuilder transcript = new StringBuilder(toString());
    for (String turn : turns) {
      transcript.append('\n').append(turn.length() > 200 ? turn.substring(0, 200) : turn);
      try {
        take(turn, wire, transcript);
      } catch (IOException e) {
        throw new AssertionError(transcript + "\nbut " + e, e);
      }
    }
  }

  private static void take(String turn, Wire wire, StringBuilder transcript) throws IOException {
    int space = (turn + " ").indexOf(' ');
    String text = space < turn.length() ? turn.substring(space + 1) : "";
    switch (turn.substring(0, space)) {
      case "C:" -> wire.send(Octets.read(text.replace("\\", "\\\\") + "\\r\\n"));
      case "C\\:" -> wire.send(Octets.read(text));
      case "C" -> {
        if (text.equals("TLS")) {
          wire.startTls();
        } else {
          wire.endInput();
        }
      }
      case "CLOSED" -> {
        Optional<String> line = wire.readLine();
        if (line.isPresent()) {
          throw new AssertionError(transcript + "\nbut it said\n" + line.get());
        }
      }
      case "S*" -> {
        while (expect(text, text + "-.*", wire, transcript)) {}
      }
      case "S" -> {
        int colon = text.indexOf(": ");
        for (int i = Integer.parseInt(text.substring(0, colon)); i > 0; i--) {
          expectOne("S:", text.substring(colon + 2), wire, transcript);
        }
      }
      default -> expectOne(turn.substring(0, space), text, wire, transcript);
    }
  }

  /** True if more lines of the reply follow. */
  private static boolean expect(String code, String more, Wire wire, StringBuilder transcript)
      throws IOException {
    String line = lineFrom(wire, transcript);
    if (!line.startsWith(code + " ") && !line.matches(more)) {
      throw new AssertionError(transcript + "\nbut it said\n" + line);
    }
    return line.startsWith(code + "-");
  }

  private static void expectOne(String kind, String text, Wire wire, StringBuilder transcript)
      throws IOException {
    String line = lineFrom(wire, transcript);
    boolean matches =
        switch (kind) {
          case "S:" -> line.startsWith(text.length() == 3 ? text + " " : text);
          case "S=" -> line.stripTrailing().equals(text);
          case "S~" -> line.matches(text);
          default -> throw new IllegalArgumentException("no turn of a dialogue: " + kind);
        };
    if (!matches) {
      throw new AssertionError(transcript + "\nbut it said\n" + line);
    }
  }

  private static String lineFrom(Wire wire, StringBuilder transcript) throws IOException {
    return wire.readLine()
        .orElseThrow(() -> new AssertionError(transcript + "\nbut it closed the connection"));
  }
}
