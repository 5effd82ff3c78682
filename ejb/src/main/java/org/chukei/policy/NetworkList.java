package org.chukei.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;

/**
 * Reads the text of a list: one entry a line; blank lines and what follows a {@code #} don't count;
 * spaces and tabs around an entry neither. All bad lines are told at once.
 */
final class NetworkList {

  /** Of a whole list, in characters. */
  static final int LONGEST_TEXT = 10_000_000;

  private static final int SHOWN = 200;

  private NetworkList() {}

  static List<PermitEntry> permits(String text) {
    return read(text, PermitEntry::parse);
  }

  static List<ConnectionEntry> connections(String text) {
    return read(text, (number, entry, note) -> connection(number, entry));
  }

  private static ConnectionEntry connection(int number, String entry)
      throws NetworkSyntaxException {
    String[] words = entry.split("[ \t]+", 2);
    ConnectionAction action =
        switch (words[0].toUpperCase(Locale.ROOT)) {
          case "DENY" -> ConnectionAction.DENY;
          case "ALLOW" -> ConnectionAction.ALLOW;
          case "UNCONDITIONAL" -> ConnectionAction.UNCONDITIONAL;
          default ->
              throw new NetworkSyntaxException(
                  "an entry is DENY, ALLOW or UNCONDITIONAL and a network");
        };
    if (words.length < 2) {
      throw new NetworkSyntaxException("the network is missing");
    }
    return new ConnectionEntry(number, action, Network.parse(words[1]));
  }

  private static <E> List<E> read(String text, Grammar<E> grammar) {
    if (text.length() > LONGEST_TEXT) {
      throw new ListRejectedException(
          List.of(new ListError(1, "", "the list is longer than ten million characters")));
    }
    List<E> entries = new ArrayList<>();
    List<ListError> errors = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String entry = entry(lines[i]);
      if (!entry.isEmpty()) {
        try {
          entries.add(grammar.read(i + 1, entry, note(lines[i])));
        } catch (NetworkSyntaxException e) {
          errors.add(new ListError(i + 1, shown(lines[i]), e.getMessage()));
        }
      }
    }
    if (!errors.isEmpty()) {
      throw new ListRejectedException(errors);
    }
    return entries;
  }

  /** The line without its comment and the white space around it; empty for a line without entry. */
  private static String entry(String line) {
    int comment = line.indexOf('#');
    int end = comment < 0 ? line.length() : comment;
    int start = 0;
    // Not strip(): a full-width space in a network is a slip that must be shown, not guessed at.
    while (start < end && isBlank(line.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(start, end);
  }

  private static String note(String line) {
    int comment = line.indexOf('#');
    return comment < 0 ? "" : line.substring(comment + 1).strip();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  private static String shown(String line) {
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private interface Grammar<E> {
    /**
     * @param note the comment behind the entry; empty where there is none
     */
    E read(int number, String entry, String note) throws NetworkSyntaxException;
  }
}
