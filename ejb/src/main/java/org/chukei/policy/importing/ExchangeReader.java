package org.chukei.policy.importing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chukei.network.AddressRanges;
import org.chukei.network.NetworkSyntaxException;

/**
 * RemoteIPRanges of a receive connector of Exchange, as Get-ReceiveConnector shows them or
 * Set-ReceiveConnector takes them: addresses, {@code first-last}, {@code address/prefix length} and
 * {@code address(netmask)}, separated by commas or white space; braces, quotes and the parameter's
 * name may stand around. A set: order makes no difference.
 */
final class ExchangeReader implements ListReader {

  private static final Pattern NAME =
      Pattern.compile("\\A\\s*-?RemoteIPRanges\\s*:?", Pattern.CASE_INSENSITIVE);
  private static final Pattern WORD = Pattern.compile("[^\\s,;{}\"'@]+");
  private static final Pattern MASKED = Pattern.compile("([0-9.]+)\\(([0-9.]+)\\)");

  @Override
  public AddressRanges permitted(String text) {
    BadLines bad = new BadLines();
    AddressRanges.Union union = new AddressRanges.Union();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      int number = i + 1;
      Matcher words = WORD.matcher(NAME.matcher(lines[i]).replaceFirst(""));
      while (words.find()) {
        String word = words.group();
        bad.collect(number, word, () -> union.add(ranges(word)));
      }
    }
    bad.refuseIfAny();
    return union.merged();
  }

  private static AddressRanges ranges(String word) throws NetworkSyntaxException {
    if (word.endsWith("...") || word.endsWith("…")) {
      throw new NetworkSyntaxException(
          "the list was cut off when it was shown; use Select -ExpandProperty RemoteIPRanges");
    }
    Matcher masked = MASKED.matcher(word);
    if (masked.matches()) {
      return Addresses.ranges(Addresses.network(masked.group(1), masked.group(2)));
    }
    int dash = word.indexOf('-');
    return dash >= 0
        ? Addresses.range(word.substring(0, dash), word.substring(dash + 1))
        : Addresses.ranges(Addresses.network(word));
  }
}
