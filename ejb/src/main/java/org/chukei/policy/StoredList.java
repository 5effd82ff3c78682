package org.chukei.policy;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.chukei.account.ConflictException;
import org.chukei.account.RulesDatabase;
import org.chukei.account.UnacceptableException;

/**
 * One list in the database. Every way of changing it comes through {@link #change}, so that none
 * goes past the check for dangers.
 */
final class StoredList<E> {

  private static final int LONGEST_NAME = 320;

  private final ListForm<E> form;
  private final RulesDatabase database;
  private final Clock clock;
  private final Supplier<Surroundings> surroundings;

  StoredList(
      ListForm<E> form, RulesDatabase database, Clock clock, Supplier<Surroundings> surroundings) {
    this.form = form;
    this.database = database;
    this.clock = clock;
    this.surroundings = surroundings;
  }

  ListVersion<E> current() {
    return database.read(form::current);
  }

  List<ListWarning> check(ListEdit edit) {
    String text = unixLines(edit.text());
    List<E> entries = form.parse(text);
    Surroundings here = surroundings.get();
    return database.read(
        em -> {
          acknowledgement(form.current(em), entries, named(edit.acknowledgedBy()), here);
          return form.warnings(entries, em);
        });
  }

  SavedList save(ListEdit edit) {
    return change(
        edit.author(),
        edit.acknowledgedBy(),
        now -> {
          if (edit.basedOn().isPresent() && edit.basedOn().getAsLong() != now.version()) {
            throw new ConflictException(
                "the list was changed meanwhile by "
                    + now.author()
                    + "; look at the new version and edit that");
          }
          return edit.text();
        });
  }

  /**
   * @param edit makes the new text of the version in force; the same text: nothing is saved
   */
  SavedList change(
      String author, Optional<String> acknowledgedBy, Function<ListVersion<E>, String> edit) {
    if (author.isBlank() || author.length() > LONGEST_NAME) {
      throw new UnacceptableException("author", "who changes the list must be named");
    }
    Optional<String> name = named(acknowledgedBy);
    Surroundings here = surroundings.get();
    return database.change(
        (em, version) -> {
          ListVersion<E> now = form.current(em);
          String text = unixLines(edit.apply(now));
          List<E> entries = form.parse(text);
          List<ListWarning> warnings = form.warnings(entries, em);
          if (text.equals(now.text())) {
            return new SavedList(now.version(), false, warnings);
          }
          NetworkListRow row =
              new NetworkListRow(version, form.kind(), text, author, clock.instant());
          row.acknowledgedBy(acknowledgement(now, entries, name, here));
          em.persist(row);
          return new SavedList(version, true, warnings);
        });
  }

  /** Who answers for the dangers; empty where there are none. */
  private Optional<String> acknowledgement(
      ListVersion<E> now, List<E> entries, Optional<String> name, Surroundings here) {
    AddressRanges judged = form.judged(entries);
    List<Danger> dangers = DangerCheck.of(judged, here);
    if (dangers.isEmpty()) {
      return Optional.empty();
    }
    // Whoever takes something away from an acknowledged list adds no danger to it.
    Optional<String> earlier =
        now.acknowledgedBy().filter(by -> form.isWithin(entries, now.entries()));
    return Optional.of(
        name.or(() -> earlier).orElseThrow(() -> new NeedsAcknowledgementException(dangers)));
  }

  private static Optional<String> named(Optional<String> acknowledgedBy) {
    Optional<String> name = acknowledgedBy.map(String::strip).filter(text -> !text.isEmpty());
    if (name.filter(text -> text.length() > LONGEST_NAME).isPresent()) {
      throw new UnacceptableException("acknowledge", "the name is too long");
    }
    return name;
  }

  /** Browsers send CRLF. */
  private static String unixLines(String text) {
    return text.replace("\r\n", "\n");
  }
}
