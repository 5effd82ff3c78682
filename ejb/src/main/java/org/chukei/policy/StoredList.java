package org.chukei.policy;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.chukei.account.ConflictException;
import org.chukei.account.NotFoundException;
import org.chukei.account.RulesDatabase;

/**
 * One list in the database. Every way of changing it comes through {@link #change}, so that none
 * goes past the check for dangers.
 */
final class StoredList<E> {

  private final ListForm<E> form;
  private final RulesDatabase database;
  private final Clock clock;
  private final Supplier<Surroundings> surroundings;
  private final OncePerVersion<ListVersion<E>> inForce;

  StoredList(
      ListForm<E> form, RulesDatabase database, Clock clock, Supplier<Surroundings> surroundings) {
    this.form = form;
    this.database = database;
    this.clock = clock;
    this.surroundings = surroundings;
    inForce = new OncePerVersion<>(form.kind(), form::current);
  }

  ListVersion<E> current() {
    return database.read(inForce::of);
  }

  List<ListWarning> warnings() {
    return database.read(em -> form.warnings(inForce.of(em).entries(), em, clock.instant()));
  }

  /** What saving the text would change, and whether somebody would have to answer for it. */
  ListPreview preview(String given) {
    String text = unixLines(given);
    List<E> entries = form.parse(text);
    Surroundings here = surroundings.get();
    return database.read(
        em -> {
          ListVersion<E> now = inForce.of(em);
          return new ListPreview(
              StandingChange.of(form.standings(now.entries()), form.standings(entries)),
              form.warnings(entries, em, clock.instant()),
              text.equals(now.text()) || isAcknowledged(now, entries)
                  ? List.of()
                  : dangers(entries, here));
        });
  }

  SavedList save(ListEdit edit) {
    return change(edit.by(), now -> textOf(edit, now));
  }

  private static String textOf(ListEdit edit, ListVersion<?> now) {
    if (edit.basedOn().isPresent() && edit.basedOn().getAsLong() != now.version()) {
      throw new ConflictException(
          "the list was changed meanwhile by "
              + now.author()
              + "; look at the new version and edit that");
    }
    return edit.text();
  }

  /** The last changes, newest first. */
  List<ListChange> changes(int skipped, int most) {
    List<SavedVersion> newest =
        database.read(
            em -> NetworkListRow.newest(em, form.kind(), Long.MAX_VALUE, skipped, most + 1));
    List<ListChange> changes = new ArrayList<>();
    for (int i = 0; i < Math.min(most, newest.size()); i++) {
      SavedVersion before = i + 1 < newest.size() ? newest.get(i + 1) : SavedVersion.FIRST;
      changes.add(ListChange.of(before, newest.get(i)));
    }
    return changes;
  }

  long versions() {
    return database.read(em -> NetworkListRow.count(em, form.kind()));
  }

  ListChange change(long number) {
    List<SavedVersion> both =
        database.read(em -> NetworkListRow.newest(em, form.kind(), number, 2));
    if (both.isEmpty() || both.get(0).version() != number) {
      throw new NotFoundException("the list has no version " + number);
    }
    return ListChange.of(both.size() == 2 ? both.get(1) : SavedVersion.FIRST, both.get(0));
  }

  /** The empty list that a server starts with is version 0. */
  SavedVersion version(long number) {
    return number == 0 ? SavedVersion.FIRST : change(number).version();
  }

  /**
   * @param edit makes the new text of the version in force; the same text: nothing is saved
   */
  SavedList change(ChangedBy by, Function<ListVersion<E>, String> edit) {
    Surroundings here = surroundings.get();
    return database.change(
        (em, version) -> {
          Revision revision = revise(inForce.of(em), edit, form::parse, here);
          List<Danger> unanswered = revision.unanswered(by);
          if (!unanswered.isEmpty()) {
            throw new NeedsAcknowledgementException(unanswered);
          }
          revision.write(em, version, by);
          return revision.saved(em);
        });
  }

  /**
   * What an edit of both lists makes of this one within a transaction, before it is saved.
   *
   * @throws ListRejectedException where lines can't be read; it tells of which list
   */
  Revision revise(EntityManager em, ListEdit edit) {
    return revise(inForce.of(em), now -> textOf(edit, now), form::parseOfBoth, surroundings.get());
  }

  private Revision revise(
      ListVersion<E> now,
      Function<ListVersion<E>, String> edit,
      Function<String, List<E>> grammar,
      Surroundings here) {
    String text = unixLines(edit.apply(now));
    List<E> entries = grammar.apply(text);
    boolean same = text.equals(now.text());
    return new Revision(now, text, entries, same ? List.of() : dangers(entries, here));
  }

  /** A text that may become the list. */
  final class Revision {

    private final ListVersion<E> now;
    private final String text;
    private final List<E> entries;
    private final List<Danger> dangers;

    private Revision(ListVersion<E> now, String text, List<E> entries, List<Danger> dangers) {
      this.now = now;
      this.text = text;
      this.entries = entries;
      this.dangers = dangers;
    }

    boolean changes() {
      return !text.equals(now.text());
    }

    /** Dangers for which nobody answers, now or when what it grew smaller from was saved. */
    List<Danger> unanswered(ChangedBy by) {
      return acknowledgement(by).isPresent() ? List.of() : dangers;
    }

    /** Who answers for the dangers; empty where there are none, or nobody does. */
    private Optional<String> acknowledgement(ChangedBy by) {
      if (dangers.isEmpty()) {
        return Optional.empty();
      }
      Optional<String> earlier = now.acknowledgedBy().filter(name -> isAcknowledged(now, entries));
      return by.acknowledgedBy().or(() -> earlier);
    }

    /** Writes it where anything changes; its version is {@code version} then. */
    void write(EntityManager em, long version, ChangedBy by) {
      if (changes()) {
        ChangedBy answering = new ChangedBy(by.author(), by.reason(), acknowledgement(by));
        em.persist(new NetworkListRow(version, form.kind(), text, answering, clock.instant()));
      }
    }

    /** What came of it, once it is written. */
    SavedList saved(EntityManager em) {
      return new SavedList(
          NetworkListRow.newest(em, form.kind()),
          changes(),
          form.warnings(entries, em, clock.instant()));
    }
  }

  private List<Danger> dangers(List<E> entries, Surroundings here) {
    List<Danger> dangers = new ArrayList<>(DangerCheck.of(form.judged(entries), here));
    dangers.addAll(form.withoutEffect(entries));
    return dangers;
  }

  /** Whoever takes something away from an acknowledged list adds no danger to it. */
  private boolean isAcknowledged(ListVersion<E> now, List<E> entries) {
    return now.acknowledgedBy().isPresent()
        && form.isWithin(entries, now.entries())
        && kinds(form.withoutEffect(now.entries())).containsAll(kinds(form.withoutEffect(entries)));
  }

  /** What was acknowledged of an entry is so on whatever line it stands. */
  private static Set<String> kinds(List<Danger> dangers) {
    return dangers.stream().map(d -> d.kind() + " " + d.networks()).collect(Collectors.toSet());
  }

  /** Browsers send CRLF. */
  private static String unixLines(String text) {
    return text.replace("\r\n", "\n");
  }
}
