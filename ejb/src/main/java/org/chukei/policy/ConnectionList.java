package org.chukei.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.chukei.account.NotFoundException;
import org.chukei.account.RulesDatabase;
import org.chukei.account.UnacceptableException;
import org.chukei.config.Settings;
import org.chukei.network.Network;

/**
 * The connection list: ordered entries, first match wins, no match is ALLOW. Each change is in
 * force when the method returns.
 */
@ApplicationScoped
public class ConnectionList extends RuleList<ConnectionEntry> {

  @Inject
  public ConnectionList(Settings settings, RulesDatabase database, Clock clock) {
    this(database, clock, () -> Surroundings.ofThisMachine(settings.proxyNetworks()));
  }

  ConnectionList(RulesDatabase database, Clock clock, Supplier<Surroundings> surroundings) {
    super(ListForm.CONNECTIONS, database, clock, surroundings);
  }

  /** For the container's proxies. */
  protected ConnectionList() {}

  /**
   * Adds one entry; nothing changes where the same entry is there already.
   *
   * @param entry {@code DENY|ALLOW|UNCONDITIONAL network}, a comment may follow
   * @param position its place among the entries, from 1; empty, or beyond the last: the last
   * @throws ListRejectedException as {@link #save}; the error's line is 1
   * @throws NeedsAcknowledgementException as {@link #save}
   */
  public SavedList add(String entry, OptionalInt position, ChangedBy by) {
    if (position.orElse(1) < 1) {
      throw new UnacceptableException(
          "position", "places count from 1; " + position.getAsInt() + " is none");
    }
    String added = ListText.only(ListForm.CONNECTIONS, entry).text();
    return stored()
        .change(
            by,
            now -> {
              if (!lines(now, there -> there.text().equals(added)).isEmpty()) {
                return now.text();
              }
              return position.isPresent() && position.getAsInt() <= now.entries().size()
                  ? ListText.insert(
                      now.text(), now.entries().get(position.getAsInt() - 1).line(), entry)
                  : ListText.append(now.text(), entry);
            });
  }

  /**
   * Removes every line with this entry.
   *
   * @param entry {@code DENY|ALLOW|UNCONDITIONAL network}, or a network alone for whatever action
   * @throws ListRejectedException where the entry can't be read
   * @throws NotFoundException where no line has it
   * @throws NeedsAcknowledgementException as {@link #save}: what a DENY hid may come to light
   */
  public SavedList remove(String entry, ChangedBy by) {
    Predicate<ConnectionEntry> removed = named(entry);
    return stored()
        .change(
            by,
            now -> {
              Set<Integer> lines = lines(now, removed);
              if (lines.isEmpty()) {
                throw new NotFoundException(entry.strip() + " is not on the connection list");
              }
              return ListText.without(now.text(), lines);
            });
  }

  private static Predicate<ConnectionEntry> named(String entry) {
    if (entry.strip().matches("(?s)[A-Za-z]+[ \t].*")) {
      String text = ListText.only(ListForm.CONNECTIONS, entry).text();
      return there -> there.text().equals(text);
    }
    Network network = ListText.only(ListForm.PERMITS, entry).network();
    return there -> there.network().equals(network);
  }

  private static Set<Integer> lines(
      ListVersion<ConnectionEntry> now, Predicate<ConnectionEntry> which) {
    return now.entries().stream()
        .filter(which)
        .map(ConnectionEntry::line)
        .collect(Collectors.toSet());
  }
}
