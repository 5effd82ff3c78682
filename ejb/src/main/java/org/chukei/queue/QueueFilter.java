package org.chukei.queue;

import java.util.Locale;
import java.util.Optional;
import org.chukei.account.UnacceptableException;
import org.chukei.account.WrittenChoice;
import org.chukei.connector.api.QueueId;

/**
 * Which recipients are meant, of all that are owed. What is empty does not narrow the choice.
 *
 * @param sender an address, {@code @domain}, or empty text for the null reverse-path; lower case
 * @param recipient an address or {@code @domain}; lower case
 * @param destination as it stands in the listing
 */
public record QueueFilter(
    Optional<QueueId> id,
    Optional<String> sender,
    Optional<String> recipient,
    Optional<String> destination,
    Optional<RecipientState> state) {

  /** Everything that is owed. */
  public static final QueueFilter ALL =
      new QueueFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** What an operator writes where nothing narrows the choice, so that it is never by mistake. */
  public static final String EVERY = "all";

  public static QueueFilter message(QueueId id) {
    return new QueueFilter(
        Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Reads what an operator wrote; blank texts narrow nothing.
   *
   * @param sender {@code <>} for the null reverse-path
   * @param state a state's name in whatever case, or {@value #EVERY}
   */
  public static QueueFilter read(
      String id, String sender, String recipient, String destination, String state)
      throws UnacceptableException {
    Optional<String> idText = text(id);
    Optional<QueueId> queueId = idText.flatMap(t -> QueueId.parse(t.toUpperCase(Locale.ROOT)));
    if (idText.isPresent() && queueId.isEmpty()) {
      throw new UnacceptableException("id", "'" + id + "' is no queue id");
    }
    return new QueueFilter(
        queueId,
        text(sender).map(QueueFilter::address),
        text(recipient).map(QueueFilter::address),
        text(destination).map(t -> t.toLowerCase(Locale.ROOT)),
        state(text(state)));
  }

  private static Optional<RecipientState> state(Optional<String> text)
      throws UnacceptableException {
    if (text.isEmpty() || text.get().equalsIgnoreCase(EVERY)) {
      return Optional.empty();
    }
    return text.map(word -> WrittenChoice.read(RecipientState.class, "state", word, EVERY));
  }

  private static Optional<String> text(String written) {
    return Optional.of(written.trim()).filter(text -> !text.isEmpty());
  }

  private static String address(String written) {
    String bare =
        written.startsWith("<") && written.endsWith(">")
            ? written.substring(1, written.length() - 1)
            : written;
    return bare.toLowerCase(Locale.ROOT);
  }

  /**
   * For what changes mail: the same, but nothing narrowed is taken for a slip unless the state says
   * {@value #EVERY}.
   */
  public static QueueFilter readForChange(
      String id, String sender, String recipient, String destination, String state)
      throws UnacceptableException {
    QueueFilter filter = read(id, sender, recipient, destination, state);
    if (filter.equals(ALL) && text(state).isEmpty()) {
      throw new UnacceptableException(
          "filter", "say which mail is meant, or the state '" + EVERY + "' for all of it");
    }
    return filter;
  }

  boolean matches(Addressee addressee) {
    return id.filter(wanted -> !wanted.equals(addressee.place().queueId())).isEmpty()
        && matches(sender, addressee.sender())
        && matches(recipient, addressee.recipient())
        && destination.filter(wanted -> !wanted.equals(addressee.destination())).isEmpty();
  }

  private static boolean matches(Optional<String> wanted, String address) {
    return wanted.isEmpty()
        || (isDomain(wanted.get()) ? address.endsWith(wanted.get()) : address.equals(wanted.get()));
  }

  /** {@code @domain}: every address there. */
  static boolean isDomain(String wanted) {
    return wanted.startsWith("@");
  }
}
