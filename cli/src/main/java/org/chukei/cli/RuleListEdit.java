package org.chukei.cli;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the permit list and the connection list have in common on the command line. */
final class RuleListEdit {

  private final Terminal terminal;

  RuleListEdit(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Saved: warnings do not make it fail. */
  int saved(JsonObject list, String what) {
    Fields.texts(list, "warnings").forEach(terminal::warn);
    terminal.print(what);
    return 0;
  }

  /** Warnings about one entry only, where the list has others too. */
  int saved(JsonObject list, String what, String entry) {
    List<String> lines =
        Fields.objects(list, "entries").stream()
            .filter(e -> Fields.text(e, "text").equals(entry))
            .map(e -> "line " + Fields.text(e, "line") + ":")
            .toList();
    Fields.texts(list, "warnings").stream()
        .filter(w -> lines.isEmpty() || lines.stream().anyMatch(w::startsWith))
        .forEach(terminal::warn);
    terminal.print(what);
    return 0;
  }

  /** Exit status 1 when there is something to warn of. */
  int check(JsonObject list) {
    List<String> warnings = Fields.texts(list, "warnings");
    warnings.forEach(terminal::warn);
    int entries = Fields.objects(list, "entries").size();
    terminal.print(
        entries + (entries == 1 ? " entry, " : " entries, ") + warnings.size() + " warnings");
    return warnings.isEmpty() ? 0 : Chukei.REFUSED;
  }

  static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new RefusedException(file + " is not UTF-8 text", e);
    } catch (IOException e) {
      throw new RefusedException(file + " can't be read: " + Terminal.reason(e), e);
    }
  }

  /** The list's text, without a line end of its own too many. */
  void show(JsonObject list) {
    list.getString("text").lines().forEach(terminal::print);
  }

  /** Puts in why, and who answers for it, where that was given. */
  static JsonObjectBuilder signed(JsonObjectBuilder body, String reason, String acknowledge) {
    given(reason).ifPresent(text -> body.add("reason", text));
    given(acknowledge).ifPresent(name -> body.add("acknowledge", name));
    return body;
  }

  /** The same for a query: {@code &reason=…&acknowledge=…}. */
  static String signed(String reason, String acknowledge) {
    return given(reason).map(text -> "&reason=" + Api.segment(text)).orElse("")
        + given(acknowledge).map(name -> "&acknowledge=" + Api.segment(name)).orElse("");
  }

  private static Optional<String> given(String option) {
    return Optional.ofNullable(option).filter(text -> !text.isBlank());
  }
}
