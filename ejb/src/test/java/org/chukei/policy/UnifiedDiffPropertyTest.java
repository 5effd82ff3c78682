package org.chukei.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class UnifiedDiffPropertyTest {

  private static final Pattern HUNK = Pattern.compile("@@ -(\\d+),(\\d+) \\+(\\d+),(\\d+) @@\n");
  private static final String NO_END = "\\ No newline at end of file\n";

  /** Also says that context, places and lengths are right: applying looks at each of them. */
  @Property
  void applied_to_the_one_text_it_makes_the_other(
      @ForAll("texts") String before, @ForAll("texts") String after) {
    String diff = UnifiedDiff.of(version(before), version(after));
    assertThat(diff.isEmpty()).isEqualTo(before.equals(after));
    if (!diff.isEmpty()) {
      assertThat(apply(diff, before)).isEqualTo(after);
    }
  }

  @Test
  void one_changed_line_among_ten_thousand_makes_one_small_hunk() {
    List<String> lines = IntStream.range(0, 10_000).mapToObj(i -> "10.0.0." + i).toList();
    List<String> changed = new ArrayList<>(lines);
    changed.set(5_000, "# gone");
    assertThat(UnifiedDiff.of(version(text(lines)), version(text(changed))).lines())
        .hasSize(2 + 1 + 8);
    assertThat(LineDiff.of(text(lines), text(changed)).removed()).isEqualTo(1);
  }

  @Test
  void a_shuffled_list_of_seventy_thousand_lines_has_a_difference_too() {
    List<String> lines = IntStream.range(0, 70_000).mapToObj(i -> "10.0.0." + i).toList();
    List<String> shuffled = new ArrayList<>(lines);
    Collections.shuffle(shuffled, new Random(5));
    LineDiff diff = LineDiff.of(text(lines), text(shuffled));
    assertThat(diff.added()).isEqualTo(diff.removed()).isBetween(1, 70_000);
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private static SavedVersion version(String text) {
    return new SavedVersion(1, "sato", Instant.EPOCH, "", Optional.empty(), text);
  }

  private static String apply(String diff, String before) {
    List<String> old = lines(before);
    List<String> result = new ArrayList<>();
    List<String> hunkLines = lines(diff);
    int next = 0;
    int i = 2;
    while (i < hunkLines.size()) {
      Matcher head = HUNK.matcher(hunkLines.get(i++));
      assertThat(head.matches()).isTrue();
      int oldLength = Integer.parseInt(head.group(2));
      int newLength = Integer.parseInt(head.group(4));
      int start = Integer.parseInt(head.group(1)) - (oldLength == 0 ? 0 : 1);
      while (next < start) {
        result.add(old.get(next++));
      }
      assertThat(result).hasSize(Integer.parseInt(head.group(3)) - (newLength == 0 ? 0 : 1));
      while (oldLength > 0 || newLength > 0) {
        String line = hunkLines.get(i++);
        String text = line.substring(1);
        if (i < hunkLines.size() && hunkLines.get(i).equals(NO_END)) {
          text = text.substring(0, text.length() - 1);
          i++;
        }
        if (line.charAt(0) != '+') {
          assertThat(old.get(next++)).isEqualTo(text);
          oldLength--;
        }
        if (line.charAt(0) != '-') {
          result.add(text);
          newLength--;
        }
      }
    }
    result.addAll(old.subList(next, old.size()));
    return String.join("", result);
  }

  private static List<String> lines(String text) {
    return Pattern.compile("(?<=\n)").splitAsStream(text).filter(l -> !l.isEmpty()).toList();
  }

  /** Few different lines, so that many are the same and many stand more than once. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> line =
        Arbitraries.integers().between(0, 25).map(i -> i < 3 ? "" : "line " + i);
    return Combinators.combine(line.list().ofMaxSize(40), Arbitraries.of("", "\n"))
        .as((lines, end) -> lines.stream().collect(Collectors.joining("\n")) + end);
  }
}
