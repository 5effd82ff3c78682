package org.chukei.policy;

import org.chukei.network.NetworkSyntaxException;
import org.chukei.smtp.MailDomain;
import org.chukei.smtp.MailboxParser;

/**
 * A domain that an entry asks for: {@code example.com} itself, or {@code .example.com} for all
 * domains beneath it.
 *
 * @param text in lower case and ASCII
 */
public record DomainCondition(String text) {

  /**
   * @param name of the condition, for the message
   */
  static DomainCondition parse(String name, String value) throws NetworkSyntaxException {
    boolean beneath = value.startsWith(".");
    MailDomain domain =
        MailboxParser.domain(beneath ? value.substring(1) : value)
            .filter(d -> !d.isAddressLiteral())
            .orElseThrow(
                () ->
                    new NetworkSyntaxException(
                        name
                            + " is a domain such as example.com, or .example.com for those beneath"
                            + " it"));
    return new DomainCondition((beneath ? "." : "") + domain.key());
  }

  boolean has(MailDomain domain) {
    return text.startsWith(".") ? domain.key().endsWith(text) : domain.key().equals(text);
  }

  boolean covers(DomainCondition other) {
    return equals(other) || text.startsWith(".") && other.text.endsWith(text);
  }
}
