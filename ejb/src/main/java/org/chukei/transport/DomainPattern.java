package org.chukei.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chukei.account.UnacceptableException;
import org.chukei.smtp.MailDomain;
import org.chukei.smtp.MailboxParser;

/**
 * For which domains an entry is: {@code example.com}, {@code .example.com} for the domains beneath
 * it, or {@code *} for all.
 *
 * @param text in lower case
 */
public record DomainPattern(String text) {

  public static final DomainPattern ALL = new DomainPattern("*");

  /**
   * @throws UnacceptableException naming the field and what is allowed
   */
  static DomainPattern parse(String field, String text) {
    boolean beneath = text.startsWith(".");
    Optional<MailDomain> domain = MailboxParser.domain(beneath ? text.substring(1) : text);
    if (text.equals(ALL.text)) {
      return ALL;
    }
    if (domain.isEmpty()) {
      throw new UnacceptableException(
          field,
          field
              + ": '"
              + text
              + "' must be a domain such as example.com, .example.com for the domains beneath it, or"
              + " * for all");
    }
    return new DomainPattern((beneath ? "." : "") + domain.get().key());
  }

  /** Every pattern that this domain could stand under, the most specific first. */
  static List<String> under(String domain) {
    List<String> patterns = new ArrayList<>();
    patterns.add(domain);
    for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
      patterns.add(domain.substring(dot));
    }
    patterns.add(ALL.text);
    return patterns;
  }

  public boolean isAll() {
    return equals(ALL);
  }

  @Override
  public String toString() {
    return text;
  }
}
