package org.chukei.web.api;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.chukei.network.Network;
import org.chukei.policy.ChangedBy;
import org.chukei.policy.Condition;
import org.chukei.policy.ConnectionEntry;
import org.chukei.policy.ListEdit;
import org.chukei.policy.ListError;
import org.chukei.policy.ListVersion;
import org.chukei.policy.ListWarning;
import org.chukei.policy.PermitEntry;

/** The JSON of the two lists, which look alike. */
final class RuleListJson {

  private RuleListJson() {}

  /**
   * What is sent to change a whole list.
   *
   * @param version of the list that was edited; left out: whatever is there is replaced
   * @param reason why; may be left out
   * @param acknowledge who knows of its dangers
   */
  public record Text(String text, Long version, String reason, String acknowledge) {

    ListEdit edit() {
      return new ListEdit(
          Field.required("text", text),
          version == null ? OptionalLong.empty() : OptionalLong.of(version),
          by(reason, acknowledge));
    }
  }

  /**
   * What is sent to add one entry.
   *
   * @param position from 1, for the ordered list only; left out: the last
   * @param reason why; may be left out
   */
  public record Addition(String entry, Integer position, String reason, String acknowledge) {

    OptionalInt place() {
      return position == null ? OptionalInt.empty() : OptionalInt.of(position);
    }

    ChangedBy by() {
      return RuleListJson.by(reason, acknowledge);
    }
  }

  /** A blank name acknowledges nothing. */
  static ChangedBy by(String reason, String acknowledge) {
    return new ChangedBy(
        RestApi.AUTHOR, reason == null ? "" : reason, Optional.ofNullable(acknowledge));
  }

  /** A list as it is in force. */
  @JsonbPropertyOrder({"text", "version", "entries", "warnings"})
  public record Document(String text, long version, List<Entry> entries, List<String> warnings) {}

  /**
   * @param text as it was written, without its comment
   * @param action left out in the permit list
   * @param conditions what else has to hold, as it is written; left out in the connection list
   * @param comment left out where there is none
   */
  @JsonbPropertyOrder({"line", "text", "action", "network", "conditions", "comment"})
  public record Entry(
      int line,
      String text,
      String action,
      String network,
      List<String> conditions,
      String comment) {}

  /** The answer to a list with lines that can't be read. */
  @JsonbPropertyOrder({"message", "errors"})
  public record Rejection(String message, List<ListError> errors) {}

  /** The answer to a dangerous list without acknowledgement. */
  @JsonbPropertyOrder({"message", "dangers"})
  public record Dangers(String message, List<String> dangers) {}

  /** Asks of a list as it is, which is acknowledged already. */
  static ListEdit unchanged(ListVersion<?> list) {
    return new ListEdit(list.text(), OptionalLong.empty(), by("", RestApi.AUTHOR));
  }

  static Document permit(ListVersion<PermitEntry> list, List<ListWarning> warnings) {
    Lines lines = new Lines(list.text());
    return document(
        list,
        warnings,
        e ->
            lines.entry(
                e.line(),
                null,
                e.network(),
                e.conditions().stream().map(Condition::text).toList()));
  }

  static Document connection(ListVersion<ConnectionEntry> list, List<ListWarning> warnings) {
    Lines lines = new Lines(list.text());
    return document(
        list, warnings, e -> lines.entry(e.line(), e.action().name(), e.network(), null));
  }

  private static <E> Document document(
      ListVersion<E> list, List<ListWarning> warnings, Function<E, Entry> entry) {
    return new Document(
        list.text(), list.version(), list.entries().stream().map(entry).toList(), texts(warnings));
  }

  private static List<String> texts(List<ListWarning> warnings) {
    return warnings.stream().map(w -> "line " + w.line() + ": " + w.text()).toList();
  }

  /** Takes the lines of a list apart. */
  private record Lines(List<String> lines) {

    Lines(String text) {
      this(text.lines().toList());
    }

    Entry entry(int number, String action, Network network, List<String> conditions) {
      return new Entry(
          number, text(number), action, network.toString(), conditions, comment(number));
    }

    private String text(int number) {
      String line = lines.get(number - 1);
      int hash = line.indexOf('#');
      return (hash < 0 ? line : line.substring(0, hash)).trim();
    }

    private String comment(int number) {
      String line = lines.get(number - 1);
      int hash = line.indexOf('#');
      return hash < 0 ? null : line.substring(hash + 1).trim();
    }
  }
}
