package org.chukei.queue;

import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.chukei.account.UnacceptableException;
import org.chukei.database.Transactions;
import org.chukei.queue.Pause.What;

/**
 * What operators have stopped on this node, which a restart does not forget. Asked in memory, by
 * many threads, and never waiting; changed in the database first.
 */
public class Pauses {

  private final Transactions transactions;
  private final String node;
  private final DeliveryLog log;
  private final Clock clock;
  private volatile State state = new State(List.of());

  /** The pauses, and what is asked of them often. */
  private record State(List<Pause> all, Set<What> whats, Set<String> destinations) {

    State(List<Pause> all) {
      this(
          all,
          all.stream().map(Pause::what).collect(Collectors.toUnmodifiableSet()),
          all.stream()
              .filter(pause -> pause.what() == What.DESTINATION)
              .map(Pause::destination)
              .collect(Collectors.toUnmodifiableSet()));
    }
  }

  /** For the container's proxies. */
  @SuppressWarnings("NullAway")
  protected Pauses() {
    transactions = null;
    node = null;
    log = null;
    clock = null;
  }

  Pauses(Transactions transactions, String node, DeliveryLog log, Clock clock) {
    this.transactions = transactions;
    this.node = node;
    this.log = log;
    this.clock = clock;
  }

  /** At start, before mail flows: what was stopped in a former life still is. */
  public void load() throws IOException {
    state =
        new State(
            transactions.call(
                em ->
                    em
                        .createQuery(
                            "SELECT p FROM PauseRow p WHERE p.node = :node", PauseRow.class)
                        .setParameter("node", node)
                        .getResultList()
                        .stream()
                        .map(PauseRow::pause)
                        .sorted(Comparator.comparing(Pause::what).thenComparing(Pause::destination))
                        .toList()));
  }

  /** In force now, in a fixed order. */
  public List<Pause> all() {
    return state.all();
  }

  public boolean isDeliveryPaused() {
    return state.whats().contains(What.DELIVERY);
  }

  public boolean isAcceptancePaused() {
    return state.whats().contains(What.ACCEPTANCE);
  }

  /** Whether this one destination is stopped; it says nothing of delivery as a whole. */
  public boolean isPaused(String destination) {
    return state.destinations().contains(destination);
  }

  public Set<String> destinations() {
    return state.destinations();
  }

  /**
   * Stops it; no error where it is stopped already.
   *
   * @param destination for {@link What#DESTINATION} only, else empty
   * @param author who wants it
   * @param reason why, for other operators; may be empty; cut after 300 characters
   * @throws UnacceptableException a destination is missing, or too much
   * @throws IOException the database can't write it down; nothing was changed
   */
  public void pause(What what, String destination, String author, String reason)
      throws IOException {
    Pause pause =
        new Pause(
            what,
            name(what, destination),
            clock.instant(),
            author,
            RetryRow.cut(reason.trim(), PauseRow.REASON_LENGTH));
    change(
        () ->
            transactions.call(
                em -> {
                  PauseRow.Key key = new PauseRow.Key(node, what, pause.destination());
                  if (em.find(PauseRow.class, key) == null) {
                    em.persist(new PauseRow(node, pause));
                  }
                  return null;
                }));
    log.paused(pause);
  }

  /** Lets it go on; no error where it was not stopped. Otherwise as {@link #pause}. */
  public void resume(What what, String destination, String author) throws IOException {
    Pause pause = new Pause(what, name(what, destination), clock.instant(), author, "");
    change(
        () ->
            transactions.call(
                em -> {
                  PauseRow.Key key = new PauseRow.Key(node, what, pause.destination());
                  PauseRow row = em.find(PauseRow.class, key);
                  if (row != null) {
                    em.remove(row);
                  }
                  return null;
                }));
    log.resumed(pause);
  }

  private static String name(What what, String destination) {
    String name = destination.trim().toLowerCase(Locale.ROOT);
    if (name.isEmpty() == (what == What.DESTINATION)) {
      throw new UnacceptableException(
          "destination",
          what == What.DESTINATION
              ? "say which destination"
              : "only a pause of a destination has one");
    }
    return RetryRow.cut(name, RetryRow.DESTINATION_LENGTH);
  }

  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  private synchronized void change(Change change) throws IOException {
    change.make();
    load();
  }
}
