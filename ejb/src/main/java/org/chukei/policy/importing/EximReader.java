package org.chukei.policy.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chukei.network.AddressRanges;
import org.chukei.network.NetworkSyntaxException;

/**
 * Exim's host lists (specification, chapter "Domain, host, address, and local part lists"): items
 * separated by colons, which are doubled where they belong to an item, or by what {@code <} names;
 * {@code !} excludes; the first match counts, and where the last item is negated, no match is one.
 * A line may be continued by a backslash, and {@code hostlist name =} may stand in front.
 */
final class EximReader implements ListReader {

  private static final Pattern NAME =
      Pattern.compile("\\A\\s*(?:hostlist\\s+)?[A-Za-z_]\\w*\\s*=\\s*");
  private static final Pattern SEPARATOR = Pattern.compile("\\A\\s*<([\\p{Punct}])");

  /** One item, and the line that it begins on. */
  private record Item(int line, String text) {}

  @Override
  public AddressRanges permitted(String text) {
    BadLines bad = new BadLines();
    FirstMatch rules = new FirstMatch();
    List<Item> items = items(text);
    for (Item item : items) {
      bad.collect(item.line(), item.text(), () -> add(item.text(), rules));
    }
    bad.refuseIfAny();
    if (!items.isEmpty()) {
      rules.add(Addresses.ALL, items.get(items.size() - 1).text().startsWith("!"));
    }
    return rules.permitted();
  }

  private static List<Item> items(String text) {
    // Comments and continuations become blanks of the same lines, so that lines can be counted.
    String plain = text.replaceAll("(?m)^[ \\t]*#.*$", "").replaceAll("\\\\[ \\t]*(?=\\n|\\z)", "");
    int start = 0;
    Matcher name = NAME.matcher(plain);
    if (name.find()) {
      start = name.end();
    }
    char separator = ':';
    Matcher named = SEPARATOR.matcher(plain).region(start, plain.length());
    if (named.find()) {
      separator = named.group(1).charAt(0);
      start = named.end();
    }
    List<Item> items = new ArrayList<>();
    StringBuilder item = new StringBuilder();
    int line = 1 + (int) plain.substring(0, start).chars().filter(c -> c == '\n').count();
    for (int i = start; i <= plain.length(); i++) {
      boolean separates = i < plain.length() && plain.charAt(i) == separator;
      if (separates && i + 1 < plain.length() && plain.charAt(i + 1) == separator) {
        item.append(separator);
        i++;
      } else if (separates || i == plain.length()) {
        String whole = item.toString();
        int blank =
            (int) whole.chars().takeWhile(Character::isWhitespace).filter(c -> c == '\n').count();
        if (!whole.isBlank()) { // an empty item means no host, and no client has none
          items.add(new Item(line + blank, whole.strip()));
        }
        line += (int) whole.chars().filter(c -> c == '\n').count();
        item.setLength(0);
      } else {
        item.append(plain.charAt(i));
      }
    }
    return items;
  }

  private static void add(String item, FirstMatch rules) throws NetworkSyntaxException {
    boolean negated = item.startsWith("!");
    rules.add(matching(negated ? item.substring(1).strip() : item), !negated);
  }

  private static AddressRanges matching(String item) throws NetworkSyntaxException {
    if (item.equals("*")) {
      return Addresses.ALL;
    }
    if (item.startsWith("+")) {
      throw new NetworkSyntaxException("a named list is not read from here; write what is in it");
    }
    if (item.startsWith("@")) {
      throw new NetworkSyntaxException(
          item + " means that server's own addresses; write those that are meant");
    }
    if (item.startsWith("/")) {
      throw new NetworkSyntaxException("a file is not read from here; import what is in it");
    }
    if (item.indexOf(';') >= 0 || item.indexOf('$') >= 0) {
      throw new NetworkSyntaxException("look-ups and expansions are not read from here");
    }
    if (!item.matches("\\[?[0-9A-Fa-f:.]+\\]?(/\\d+)?") || item.matches("[A-Fa-f]+")) {
      throw new NetworkSyntaxException("'" + item + "' is a host's name; networks are permitted");
    }
    return Addresses.ranges(Addresses.network(item.replaceAll("[\\[\\]]", "")));
  }
}
