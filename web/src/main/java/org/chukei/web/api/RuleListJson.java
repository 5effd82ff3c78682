package org.chukei.web.api;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.chukei.policy.ChangedBy;
import org.chukei.policy.Condition;
import org.chukei.policy.ConnectionEntry;
import org.chukei.policy.ListEdit;
import org.chukei.policy.ListError;
import org.chukei.policy.ListVersion;
import org.chukei.policy.ListWarning;
import org.chukei.policy.PermitEntry;
import org.chukei.policy.PermitUse;
import org.chukei.policy.PermitUses;

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

    ListEdit edit(Caller caller) {
      return new ListEdit(
          Field.required("text", text),
          basedOn(version),
          RuleListJson.by(caller, reason, acknowledge));
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

    ChangedBy by(Caller caller) {
      return RuleListJson.by(caller, reason, acknowledge);
    }
  }

  /** Left out: whatever is there is replaced. */
  static OptionalLong basedOn(Long version) {
    return version == null ? OptionalLong.empty() : OptionalLong.of(version);
  }

  /** A blank name acknowledges nothing. */
  static ChangedBy by(Caller caller, String reason, String acknowledge) {
    return new ChangedBy(
        caller.name(), reason == null ? "" : reason, Optional.ofNullable(acknowledge));
  }

  /** A list as it is in force. */
  @JsonbPropertyOrder({"text", "version", "entries", "warnings"})
  public record Document(String text, long version, List<Entry> entries, List<String> warnings) {}

  /**
   * What is left out does not apply, or there is none of it.
   *
   * @param text as it was written, without its comment
   * @param action in the connection list
   * @param conditions what else has to hold in the permit list, as it is written
   * @param expires the last day on which it permits
   * @param hits recipients that it let pass; 0: never used
   * @param lastUsed ISO 8601
   */
  @JsonbPropertyOrder({
    "line",
    "text",
    "action",
    "network",
    "conditions",
    "owner",
    "expires",
    "hits",
    "lastUsed",
    "comment"
  })
  public record Entry(
      int line,
      String text,
      String action,
      String network,
      List<String> conditions,
      String owner,
      String expires,
      Long hits,
      String lastUsed,
      String comment) {}

  /**
   * The answer to a list with lines that can't be read.
   *
   * @param list {@code permit list} or {@code connection list}; left out where only one was sent
   */
  @JsonbPropertyOrder({"message", "list", "errors"})
  public record Rejection(String message, String list, List<ListError> errors) {}

  /** The answer to lists that open up, unconfirmed: how many recipients of which clients. */
  @JsonbPropertyOrder({"message", "opensUp"})
  public record Opening(String message, Map<String, Long> opensUp) {}

  /** The answer to a dangerous list without acknowledgement. */
  @JsonbPropertyOrder({"message", "dangers"})
  public record Dangers(String message, List<String> dangers) {}

  static Document permit(
      ListVersion<PermitEntry> list, List<ListWarning> warnings, PermitUses.Known uses) {
    Lines lines = new Lines(list.text());
    return document(list, warnings, entry -> lines.entry(entry, uses.of(entry)));
  }

  static Document connection(ListVersion<ConnectionEntry> list, List<ListWarning> warnings) {
    Lines lines = new Lines(list.text());
    return document(list, warnings, lines::entry);
  }

  private static <E> Document document(
      ListVersion<E> list, List<ListWarning> warnings, Function<E, Entry> entry) {
    return new Document(
        list.text(), list.version(), list.entries().stream().map(entry).toList(), texts(warnings));
  }

  static List<String> texts(List<ListWarning> warnings) {
    return warnings.stream().map(w -> "line " + w.line() + ": " + w.text()).toList();
  }

  /** Takes the lines of a list apart. */
  private record Lines(List<String> lines) {

    Lines(String text) {
      this(text.lines().toList());
    }

    Entry entry(PermitEntry entry, Optional<PermitUse> use) {
      return new Entry(
          entry.line(),
          text(entry.line()),
          null,
          entry.network().toString(),
          entry.conditions().stream().map(Condition::text).toList(),
          entry.owner().isEmpty() ? null : entry.owner(),
          entry.expiry().map(expires -> expires.lastDay().toString()).orElse(null),
          use.map(PermitUse::hits).orElse(0L),
          use.map(u -> u.last().toString()).orElse(null),
          comment(entry.line()));
    }

    Entry entry(ConnectionEntry entry) {
      return new Entry(
          entry.line(),
          text(entry.line()),
          entry.action().name(),
          entry.network().toString(),
          null,
          null,
          null,
          null,
          null,
          comment(entry.line()));
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
