package org.chukei.decision;

import java.time.Instant;
import java.util.Optional;
import org.chukei.account.UnacceptableException;
import org.chukei.account.WrittenChoice;
import org.chukei.account.WrittenTime;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.ReversePath;

/**
 * Which recorded decisions are wanted: those that fit all that is given.
 *
 * @param clients a network or an address
 * @param sender in lower case with angle brackets
 * @param recipient likewise
 * @param account in lower case
 * @param from the earliest, inclusive
 * @param until the latest, exclusive
 */
public record DecisionFilter(
    Optional<Network> clients,
    Optional<String> sender,
    Optional<String> recipient,
    Optional<String> account,
    Optional<VerdictKind> verdict,
    Optional<Instant> from,
    Optional<Instant> until) {

  public static final DecisionFilter ALL = read("", "", "", "", "", "", "");

  /**
   * Empty text: whatever it is. {@code <>} is the null reverse-path.
   *
   * @throws UnacceptableException naming the field that can't be read: {@code client}, {@code
   *     sender}, {@code recipient}, {@code verdict}, {@code from} or {@code until}
   */
  public static DecisionFilter read(
      String client,
      String sender,
      String recipient,
      String account,
      String verdict,
      String from,
      String until) {
    return new DecisionFilter(
        given(client).map(DecisionFilter::network),
        given(sender)
            .map(text -> ReversePath.ofAddress(bare(text)).orElseThrow(() -> no("sender", text)))
            .map(path -> DecisionRow.lower(path.toString())),
        given(recipient)
            .map(text -> ForwardPath.ofAddress(bare(text)).orElseThrow(() -> no("recipient", text)))
            .map(path -> DecisionRow.lower(path.toString())),
        given(account).map(DecisionRow::lower),
        given(verdict).map(text -> WrittenChoice.read(VerdictKind.class, "verdict", text)),
        given(from).map(text -> WrittenTime.read("from", text)),
        given(until).map(text -> WrittenTime.read("until", text)));
  }

  DecisionFilter until(Instant end) {
    return new DecisionFilter(clients, sender, recipient, account, verdict, from, Optional.of(end));
  }

  private static Optional<String> given(String text) {
    return Optional.of(text.trim()).filter(trimmed -> !trimmed.isEmpty());
  }

  private static String bare(String text) {
    return text.startsWith("<") && text.endsWith(">") ? text.substring(1, text.length() - 1) : text;
  }

  private static UnacceptableException no(String field, String text) {
    return new UnacceptableException(field, "'" + text + "' is not an address");
  }

  private static Network network(String text) {
    try {
      return Network.parse(text);
    } catch (NetworkSyntaxException e) {
      throw new UnacceptableException("client", e.getMessage());
    }
  }
}
