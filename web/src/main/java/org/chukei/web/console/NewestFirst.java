package org.chukei.web.console;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a record that is shown from its newest entry on, and the time before which the next
 * one begins. A page ends where a millisecond does, as exactly as times are recorded, so that none
 * of those that share one is passed over.
 *
 * @param older the next page has what is before this, exclusive; empty: this is the last
 */
record NewestFirst<T>(List<T> rows, Optional<Instant> older) {

  /** Asks for the newest ones, at the most so many. */
  @FunctionalInterface
  interface Question<T> {
    List<T> newest(int most) throws IOException;
  }

  static <T> NewestFirst<T> none() {
    return new NewestFirst<>(List.of(), Optional.empty());
  }

  /**
   * @param most rows of a page, 1 or more
   * @param time of an entry
   */
  static <T> NewestFirst<T> ask(int most, Function<T, Instant> time, Question<T> question)
      throws IOException {
    List<T> found = question.newest(most + 1);
    if (found.size() <= most) {
      return new NewestFirst<>(found, Optional.empty());
    }
    Function<T, Instant> moment = entry -> time.apply(entry).truncatedTo(ChronoUnit.MILLIS);
    Instant next = moment.apply(found.get(most));
    List<T> whole = found.stream().takeWhile(entry -> moment.apply(entry).isAfter(next)).toList();
    return whole.isEmpty()
        // More in one millisecond than a page has: the rest of them is passed over after all.
        ? new NewestFirst<>(found.subList(0, most), Optional.of(next))
        : new NewestFirst<>(whole, Optional.of(next.plusMillis(1)));
  }

  /** As the field of a search for what is older; empty text: there is none. */
  String until() {
    return older.map(Instant::toString).orElse("");
  }
}
