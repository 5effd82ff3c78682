package org.chukei.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.chukei.account.RulesDatabase;
import org.chukei.account.RulesVersionRow;

/**
 * Saves both lists in one step: no message is judged by the new one of one list and the old one of
 * the other. In force when the method returns. Safe for many threads.
 */
@ApplicationScoped
public class BothLists {

  private final RulesDatabase database;
  private final PermitList permits;
  private final ConnectionList connections;

  @Inject
  public BothLists(RulesDatabase database, PermitList permits, ConnectionList connections) {
    this.database = database;
    this.permits = permits;
    this.connections = connections;
  }

  /** For the container's proxies. */
  @SuppressWarnings("NullAway")
  protected BothLists() {
    database = null;
    permits = null;
    connections = null;
  }

  /**
   * A new text for one list or for both.
   *
   * @param permits empty: stays as it is
   * @param connections likewise
   * @param permitsBasedOn as {@link ListEdit#basedOn}
   * @param connectionsBasedOn likewise
   */
  public record Edit(
      Optional<String> permits,
      OptionalLong permitsBasedOn,
      Optional<String> connections,
      OptionalLong connectionsBasedOn,
      ChangedBy by) {

    /** Whatever is there is replaced. */
    public Edit(Optional<String> permits, Optional<String> connections, ChangedBy by) {
      this(permits, OptionalLong.empty(), connections, OptionalLong.empty(), by);
    }
  }

  /** What came of it; a list that was not given is empty. */
  public record Saved(Optional<SavedList> permits, Optional<SavedList> connections) {

    public boolean changed() {
      return all().anyMatch(SavedList::changed);
    }

    /** Of the lists that were given: what they were, and what may be amiss with them now. */
    public Stream<SavedList> all() {
      return Stream.of(permits, connections).flatMap(Optional::stream);
    }
  }

  /**
   * Saves both lists or none.
   *
   * @throws ListRejectedException where lines can't be read; it tells of which list
   * @throws NeedsAcknowledgementException as {@link RuleList#save}, of both lists
   * @throws org.chukei.account.ConflictException as {@link RuleList#save}
   */
  public Saved save(Edit edit) {
    return database.change(
        (em, version) -> {
          Optional<StoredList<PermitEntry>.Revision> permitted =
              edit.permits()
                  .map(text -> new ListEdit(text, edit.permitsBasedOn(), edit.by()))
                  .map(list -> permits.stored().revise(em, list));
          Optional<StoredList<ConnectionEntry>.Revision> connected =
              edit.connections()
                  .map(text -> new ListEdit(text, edit.connectionsBasedOn(), edit.by()))
                  .map(list -> connections.stored().revise(em, list));
          List<Danger> unanswered = new ArrayList<>();
          permitted.ifPresent(list -> unanswered.addAll(list.unanswered(edit.by())));
          connected.ifPresent(list -> unanswered.addAll(list.unanswered(edit.by())));
          if (!unanswered.isEmpty()) {
            throw new NeedsAcknowledgementException(unanswered);
          }
          permitted.ifPresent(list -> list.write(em, version, edit.by()));
          connected.ifPresent(list -> list.write(em, next(em, permitted, version), edit.by()));
          // Each list's warnings look at the other list, so both have to stand there before.
          return new Saved(
              permitted.map(list -> list.saved(em)), connected.map(list -> list.saved(em)));
        });
  }

  /** A version is one list's: the second one gets the next, within the same transaction. */
  private static long next(
      EntityManager em, Optional<StoredList<PermitEntry>.Revision> other, long version) {
    return other.filter(list -> list.changes()).isPresent() ? RulesVersionRow.raise(em) : version;
  }
}
