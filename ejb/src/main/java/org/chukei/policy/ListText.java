package org.chukei.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chukei.account.UnacceptableException;

/** Changes single lines of a list's text and leaves all others as they are. */
final class ListText {

  private ListText() {}

  static String append(String text, String line) {
    String ended = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    return ended + line + "\n";
  }

  /**
   * @param number which line the new one comes before, from 1
   */
  static String insert(String text, int number, String line) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    lines.add(number - 1, line);
    return String.join("\n", lines);
  }

  static String without(String text, Set<Integer> numbers) {
    List<String> kept = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (!numbers.contains(i + 1)) {
        kept.add(lines[i]);
      }
    }
    return String.join("\n", kept);
  }

  static String replace(String text, int number, String line) {
    String[] lines = lines(text, number);
    lines[number - 1] = single(line);
    return String.join("\n", lines);
  }

  static String line(String text, int number) {
    return lines(text, number)[number - 1];
  }

  private static String[] lines(String text, int number) {
    String[] lines = text.split("\n", -1);
    if (number < 1 || number > lines.length) {
      throw new IllegalArgumentException("the list has no line " + number);
    }
    return lines;
  }

  static String single(String line) {
    if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
      throw new UnacceptableException("entry", "one entry at a time");
    }
    return line;
  }

  /** The one entry of a line that is to be added or removed. */
  static <E> E only(ListForm<E> form, String line) {
    List<E> entries = form.parse(single(line));
    if (entries.isEmpty()) {
      throw new UnacceptableException("entry", "the entry is missing");
    }
    return entries.get(0);
  }
}
