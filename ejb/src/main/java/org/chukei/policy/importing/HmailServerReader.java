package org.chukei.policy.importing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.chukei.network.AddressRanges;
import org.chukei.network.NetworkSyntaxException;

/**
 * hMailServer's IP ranges, from hMailServerBackup.xml or as CSV with a heading. The range with the
 * highest priority counts. Permitted is what may send from external to external addresses without
 * authentication, which is what a permit allows here; less is none.
 */
final class HmailServerReader implements ListReader {

  /** Bits of a range's options (hMailServer, SecurityRange). */
  private static final int ALLOW_SMTP = 1;

  private static final int RELAY_EXTERNAL_TO_EXTERNAL = 512;
  private static final int AUTH_EXTERNAL_TO_EXTERNAL = 65_536;

  /**
   * @param line in the text, from 1
   * @param fields by lower-case name without blanks: name, lowerip, upperip, priority, options
   */
  record Row(int line, String text, Map<String, String> fields) {

    String field(String name) throws NetworkSyntaxException {
      String value = fields.getOrDefault(name, "").strip();
      if (value.isEmpty()) {
        throw new NetworkSyntaxException("the range has no " + name);
      }
      return value;
    }

    int number(String name) throws NetworkSyntaxException {
      String value = field(name);
      if (!value.matches("-?\\d{1,9}")) {
        throw new NetworkSyntaxException(name + " is not a number");
      }
      return Integer.parseInt(value);
    }

    boolean isSet(String name) {
      return fields.getOrDefault(name, "").strip().matches("(?i)1|-1|true|yes");
    }
  }

  private record SecurityRange(int priority, AddressRanges addresses, boolean permit) {}

  @Override
  public AddressRanges permitted(String text) {
    BadLines bad = new BadLines();
    List<Row> rows =
        text.stripLeading().startsWith("<")
            ? HmailServerXml.rows(text, bad)
            : HmailServerCsv.rows(text, bad);
    List<SecurityRange> ranges = new ArrayList<>();
    rows.forEach(row -> bad.collect(row.line(), row.text(), () -> ranges.add(range(row))));
    bad.refuseIfAny();
    FirstMatch rules = new FirstMatch();
    ranges.stream()
        .sorted(Comparator.comparingInt(SecurityRange::priority).reversed())
        .forEach(range -> rules.add(range.addresses(), range.permit()));
    return rules.permitted();
  }

  private static SecurityRange range(Row row) throws NetworkSyntaxException {
    AddressRanges addresses = Addresses.range(row.field("lowerip"), row.field("upperip"));
    boolean permit = permits(row);
    if (permit && row.isSet("expires")) {
      throw new NetworkSyntaxException(
          "the range expires in hMailServer; take it out, or its expiry");
    }
    return new SecurityRange(row.number("priority"), addresses, permit);
  }

  private static boolean permits(Row row) throws NetworkSyntaxException {
    if (row.fields().containsKey("allowrelay")) {
      return row.isSet("allowrelay");
    }
    int options = row.number("options");
    return (options & ALLOW_SMTP) != 0
        && (options & RELAY_EXTERNAL_TO_EXTERNAL) != 0
        && (options & AUTH_EXTERNAL_TO_EXTERNAL) == 0;
  }
}
