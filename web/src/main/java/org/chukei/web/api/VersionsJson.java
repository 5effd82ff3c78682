package org.chukei.web.api;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.chukei.policy.ListChange;
import org.chukei.policy.SavedVersion;

/** The JSON of a list's versions. */
final class VersionsJson {

  private VersionsJson() {}

  /** The last ones, newest first. */
  public record Versions(List<Version> versions) {}

  /**
   * @param savedAt ISO 8601
   * @param reason left out where none was given, likewise the name that acknowledged
   * @param added lines, against the version before
   */
  @JsonbPropertyOrder({
    "version",
    "author",
    "savedAt",
    "reason",
    "acknowledgedBy",
    "added",
    "removed"
  })
  public record Version(
      long version,
      String author,
      String savedAt,
      String reason,
      String acknowledgedBy,
      int added,
      int removed) {}

  /**
   * @param diff against the version before, unified
   * @param text to the letter
   */
  @JsonbPropertyOrder({"version", "diff", "text"})
  public record Whole(Version version, String diff, String text) {}

  /**
   * @param diff unified; empty where both are the same
   */
  @JsonbPropertyOrder({"from", "to", "diff"})
  public record Difference(long from, long to, String diff) {}

  /**
   * What is sent to go back; both may be left out.
   *
   * @param acknowledge who knows of the old version's dangers
   */
  public record RollBack(String reason, String acknowledge) {}

  static Version version(ListChange change) {
    SavedVersion version = change.version();
    return new Version(
        version.version(),
        version.author(),
        version.savedAt().toString(),
        version.reason().isEmpty() ? null : version.reason(),
        version.acknowledgedBy().orElse(null),
        change.added(),
        change.removed());
  }
}
