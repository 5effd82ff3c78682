package org.chukei.policy.importing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chukei.network.AddressRanges;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;

/**
 * Postfix's {@code mynetworks} (postconf(5)): patterns separated by commas or white space, the
 * first that matches counts, {@code !} excludes, IPv6 stands in brackets. The parameter's name may
 * stand in front, as in main.cf; lines that begin with {@code #} are comments.
 */
final class MynetworksReader implements ListReader {

  private static final Pattern PARAMETER = Pattern.compile("^\\s*mynetworks\\s*=");
  private static final Pattern WORD = Pattern.compile("[^\\s,]+");
  private static final Pattern BRACKETS = Pattern.compile("\\[([0-9A-Fa-f:.]+)(/\\d+)?\\](/\\d+)?");

  @Override
  public AddressRanges permitted(String text) {
    BadLines bad = new BadLines();
    FirstMatch rules = new FirstMatch();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      int number = i + 1;
      if (lines[i].stripLeading().startsWith("#")) {
        continue;
      }
      Matcher words = WORD.matcher(PARAMETER.matcher(lines[i]).replaceFirst(""));
      while (words.find()) {
        String word = words.group();
        bad.collect(number, word, () -> add(word, rules));
      }
    }
    bad.refuseIfAny();
    return rules.permitted();
  }

  private static void add(String word, FirstMatch rules) throws NetworkSyntaxException {
    String pattern = word;
    boolean permit = true;
    while (pattern.startsWith("!")) { // as match_list(3) reads it: twice is none
      pattern = pattern.substring(1);
      permit = !permit;
    }
    rules.add(Addresses.ranges(network(pattern)), permit);
  }

  private static Network network(String pattern) throws NetworkSyntaxException {
    if (pattern.isEmpty()) {
      throw new NetworkSyntaxException("a network must follow the ! at once");
    }
    Matcher brackets = BRACKETS.matcher(pattern);
    if (brackets.matches()) {
      String inside = brackets.group(2) == null ? "" : brackets.group(2);
      String outside = brackets.group(3) == null ? "" : brackets.group(3);
      if (!inside.isEmpty() && !outside.isEmpty()) {
        throw new NetworkSyntaxException("there are two prefix lengths");
      }
      return PostfixNetwork.parse(brackets.group(1) + inside + outside);
    }
    if (pattern.startsWith("/")) {
      throw new NetworkSyntaxException("a file is not read from here; import what is in it");
    }
    if (pattern.indexOf('$') >= 0) {
      throw new NetworkSyntaxException(
          "a parameter is not expanded; import what postconf -x mynetworks says");
    }
    if (pattern.matches("[a-z]+:.*") && !pattern.matches("[0-9a-f:]+(/\\d+)?")) {
      throw new NetworkSyntaxException(
          "a look-up table is not read from here; import a cidr: table as postfix-cidr");
    }
    if (pattern.indexOf(':') >= 0) {
      throw new NetworkSyntaxException("IPv6 stands in brackets, [2001:db8::]/32");
    }
    return PostfixNetwork.parse(pattern);
  }
}
