package org.chukei.policy.importing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.chukei.network.AddressRanges;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;

/**
 * Postfix's {@code cidr:} tables (cidr_table(5)): {@code network result}, the first match counts;
 * {@code !network}, {@code if} and {@code endif}; a line that begins with white space continues the
 * one before. Permitted are OK, PERMIT, RELAY and numbers (access(5)); what refuses, defers or does
 * not decide permits nothing.
 */
final class CidrTableReader implements ListReader {

  /** A line with those that continue it. */
  private record LogicalLine(int number, String text) {}

  @Override
  public AddressRanges permitted(String text) {
    BadLines bad = new BadLines();
    FirstMatch rules = new FirstMatch();
    Deque<AddressRanges> blocks = new ArrayDeque<>(List.of(Addresses.ALL));
    Deque<LogicalLine> ifs = new ArrayDeque<>();
    for (LogicalLine line : logicalLines(text, bad)) {
      bad.collect(line.number(), line.text(), () -> read(line, rules, blocks, ifs));
    }
    ifs.forEach(line -> bad.add(line.number(), line.text(), "the if has no endif"));
    bad.refuseIfAny();
    return rules.permitted();
  }

  private static List<LogicalLine> logicalLines(String text, BadLines bad) {
    List<LogicalLine> logical = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      if (!Character.isWhitespace(line.charAt(0))) {
        logical.add(new LogicalLine(i + 1, line.strip()));
      } else if (logical.isEmpty()) {
        bad.add(i + 1, line, "there is no line before that this one could continue");
      } else {
        LogicalLine last = logical.remove(logical.size() - 1);
        logical.add(new LogicalLine(last.number(), last.text() + " " + line.strip()));
      }
    }
    return logical;
  }

  private static void read(
      LogicalLine line, FirstMatch rules, Deque<AddressRanges> blocks, Deque<LogicalLine> ifs)
      throws NetworkSyntaxException {
    String[] words = line.text().split("\\s+", 2);
    String rest = words.length < 2 ? "" : words[1];
    switch (words[0].toLowerCase(Locale.ROOT)) {
      case "if" -> {
        ifs.push(line); // even where the network is bad: its endif must not be told as well
        blocks.push(blocks.peek());
        AddressRanges within = matching(rest).intersection(blocks.pop());
        blocks.push(within);
      }
      case "endif" -> {
        if (!rest.isEmpty()) {
          throw new NetworkSyntaxException("nothing belongs behind endif");
        }
        if (ifs.isEmpty()) {
          throw new NetworkSyntaxException("the endif has no if");
        }
        ifs.pop();
        blocks.pop();
      }
      default -> rules.add(matching(words[0]).intersection(blocks.peek()), permits(rest));
    }
  }

  /** What a pattern matches; a negated one only addresses of the same kind. */
  private static AddressRanges matching(String pattern) throws NetworkSyntaxException {
    if (!pattern.startsWith("!")) {
      return Addresses.ranges(network(pattern));
    }
    Network network = network(pattern.substring(1).strip());
    return Addresses.ALL.ofFamily(network.isIpv4()).without(Addresses.ranges(network));
  }

  private static Network network(String text) throws NetworkSyntaxException {
    boolean brackets = text.startsWith("[") && text.endsWith("]");
    String inside = brackets ? text.substring(1, text.length() - 1) : text;
    return PostfixNetwork.parse(inside.replaceFirst("^\\[([0-9A-Fa-f:.]+)\\](/\\d+)?$", "$1$2"));
  }

  private static boolean permits(String result) throws NetworkSyntaxException {
    String action = result.split("\\s+", 2)[0].toUpperCase(Locale.ROOT);
    if (action.matches("[45]\\d\\d")) {
      return false;
    }
    if (action.matches("\\d+")) {
      return true; // access(5): an all-numerical result is treated as OK
    }
    return switch (action) {
      case "OK", "PERMIT", "RELAY" -> true;
      case "REJECT", "DEFER", "DEFER_IF_PERMIT", "DEFER_IF_REJECT", "DISCARD", "DUNNO" -> false;
      case "" -> throw new NetworkSyntaxException("the result is missing");
      default ->
          throw new NetworkSyntaxException(
              "'" + action + "' does not say whether the client may relay; write OK, or REJECT");
    };
  }
}
