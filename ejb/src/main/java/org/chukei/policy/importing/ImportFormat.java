package org.chukei.policy.importing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chukei.account.UnacceptableException;
import org.chukei.network.Network;

/** What can be imported, and what becomes of it. docs/importing.md says what is read of each. */
public enum ImportFormat {

  /** Our own: taken as it is, comments and conditions included. */
  CHUKEI,

  /** PMail Server's connection filters. */
  PMAIL(new PmailReader()),

  /** Postfix's {@code mynetworks} (postconf(5)). */
  POSTFIX_MYNETWORKS(new MynetworksReader()),

  /** Postfix's {@code cidr:} tables (cidr_table(5)). */
  POSTFIX_CIDR(new CidrTableReader()),

  /** Exim's host lists (specification, "Host lists"). */
  EXIM(new EximReader()),

  /** hMailServer's IP ranges, from a backup's XML or as CSV. */
  HMAILSERVER(new HmailServerReader()),

  /** RemoteIPRanges of a receive connector of Exchange. */
  EXCHANGE(new ExchangeReader());

  private final Optional<ListReader> reader;

  ImportFormat() {
    this.reader = Optional.empty();
  }

  ImportFormat(ListReader reader) {
    this.reader = Optional.of(reader);
  }

  /**
   * @param name {@code postfix-cidr}, in any case
   * @throws UnacceptableException naming all there are
   */
  public static ImportFormat named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.toString().equalsIgnoreCase(name.trim()))
        .findFirst()
        .orElseThrow(
            () ->
                new UnacceptableException(
                    "format",
                    "'"
                        + name
                        + "' is not one of "
                        + Arrays.stream(values())
                            .map(ImportFormat::toString)
                            .collect(Collectors.joining(", "))));
  }

  /**
   * The text of a permit list that permits the same addresses; the smallest set of networks.
   *
   * @throws org.chukei.policy.ListRejectedException naming every line that can't be read
   */
  public String permitList(String text) {
    String lines = text.replace("\r\n", "\n");
    if (reader.isEmpty()) {
      return lines;
    }
    List<Network> networks = reader.get().permitted(lines).networks();
    return networks.stream().map(network -> network + "\n").collect(Collectors.joining());
  }

  /**
   * The text of a connection list that does the same, in the same order.
   *
   * @throws UnacceptableException where the format has no such list
   * @throws org.chukei.policy.ListRejectedException naming every line that can't be read
   */
  public String connectionList(String text) {
    String lines = text.replace("\r\n", "\n");
    return switch (this) {
      case CHUKEI -> lines;
      case PMAIL -> PmailReader.connectionList(lines);
      default ->
          throw new UnacceptableException(
              "format", "the format " + this + " has no connection list; pmail and chukei have");
    };
  }

  /** {@code postfix-cidr}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
