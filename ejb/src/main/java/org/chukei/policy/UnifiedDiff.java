package org.chukei.policy;

import java.util.List;
import org.chukei.policy.LineDiff.Line;

/** Two versions of a list as a unified difference, which {@code patch} reads. */
final class UnifiedDiff {

  private static final int CONTEXT = 3;

  private final StringBuilder text = new StringBuilder();

  private UnifiedDiff() {}

  /** Empty text where nothing changed. */
  static String of(SavedVersion before, SavedVersion after) {
    if (before.text().equals(after.text())) {
      return "";
    }
    UnifiedDiff diff = new UnifiedDiff();
    diff.text.append("--- version ").append(before.version()).append('\n');
    diff.text.append("+++ version ").append(after.version()).append('\n');
    diff.hunks(LineDiff.of(before.text(), after.text()).all());
    return diff.text.toString();
  }

  private void hunks(List<Line> lines) {
    int oldLine = 0;
    int newLine = 0;
    int done = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).sign() == ' ') {
        continue;
      }
      int start = Math.max(done, i - CONTEXT);
      int end = end(lines, i);
      oldLine += count(lines.subList(done, start), '+');
      newLine += count(lines.subList(done, start), '-');
      List<Line> hunk = lines.subList(start, end);
      int oldLength = count(hunk, '+');
      int newLength = count(hunk, '-');
      text.append("@@ -").append(place(oldLine, oldLength));
      text.append(" +").append(place(newLine, newLength)).append(" @@\n");
      hunk.forEach(this::append);
      oldLine += oldLength;
      newLine += newLength;
      done = end;
      i = end - 1;
    }
  }

  /** Where a hunk ends: behind the context of a change that no other one follows closely. */
  private static int end(List<Line> lines, int from) {
    int unchanged = 0;
    int i = from;
    while (i < lines.size() && unchanged <= 2 * CONTEXT) {
      unchanged = lines.get(i++).sign() == ' ' ? unchanged + 1 : 0;
    }
    return i - Math.max(0, unchanged - CONTEXT);
  }

  /** How many lines there are without those of one sign. */
  private static int count(List<Line> lines, char without) {
    return (int) lines.stream().filter(line -> line.sign() != without).count();
  }

  /** Lines count from 1; an empty stretch is named by the line before it. */
  private static String place(int before, int length) {
    return (length == 0 ? before : before + 1) + "," + length;
  }

  private void append(Line line) {
    text.append(line.sign()).append(line.text());
    if (!line.text().endsWith("\n")) {
      text.append("\n\\ No newline at end of file\n");
    }
  }
}
