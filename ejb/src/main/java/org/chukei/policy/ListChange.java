package org.chukei.policy;

/**
 * What one version of a list changed.
 *
 * @param before the list's version before it
 * @param added how many lines
 * @param removed how many lines; a line that was changed counts as removed and added
 */
public record ListChange(SavedVersion version, SavedVersion before, int added, int removed) {

  static ListChange of(SavedVersion before, SavedVersion version) {
    LineDiff lines = LineDiff.of(before.text(), version.text());
    return new ListChange(version, before, lines.added(), lines.removed());
  }

  /** Unified, as {@code patch} reads it; empty text where nothing changed. */
  public String difference() {
    return UnifiedDiff.of(before, version);
  }
}
