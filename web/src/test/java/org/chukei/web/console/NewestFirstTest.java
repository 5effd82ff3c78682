package org.chukei.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NewestFirstTest {

  private static final Instant NEWEST = Instant.parse("2026-11-29T12:00:00.500Z");
  private static final int ROWS = 5;

  private record Entry(Instant at, int number) {}

  /** Entries that are so many milliseconds older than the newest. */
  private static List<Entry> entries(long... ages) {
    return IntStream.range(0, ages.length)
        .mapToObj(i -> new Entry(NEWEST.minusMillis(ages[i]), i))
        .toList();
  }

  private static NewestFirst<Entry> page(List<Entry> all, Instant until) throws IOException {
    return NewestFirst.ask(
        ROWS,
        Entry::at,
        most -> all.stream().filter(e -> e.at().isBefore(until)).limit(most).toList());
  }

  /** All pages, one after the other, as a visitor turns them. */
  private static List<List<Entry>> pages(List<Entry> all) throws IOException {
    List<List<Entry>> pages = new ArrayList<>();
    NewestFirst<Entry> page = page(all, Instant.MAX);
    pages.add(page.rows());
    while (page.older().isPresent()) {
      assertThat(pages).as("pages that never end").hasSizeLessThan(all.size());
      page = page(all, Instant.parse(page.until()));
      pages.add(page.rows());
    }
    return pages;
  }

  private static List<Entry> flat(List<List<Entry>> pages) {
    return pages.stream().flatMap(List::stream).toList();
  }

  @Test
  void what_fits_on_one_page_has_no_older() throws Exception {
    List<Entry> all = entries(0, 1, 2, 3, 4);

    NewestFirst<Entry> page = page(all, Instant.MAX);

    assertThat(page.rows()).isEqualTo(all);
    assertThat(page.older()).isEmpty();
    assertThat(page.until()).isEmpty();
  }

  @Test
  void pages_follow_each_other() throws Exception {
    List<Entry> all = entries(LongStream.range(0, 12).toArray());

    assertThat(pages(all)).extracting(List::size).containsExactly(5, 5, 2);
    assertThat(flat(pages(all))).isEqualTo(all);
  }

  @Test
  void none_of_one_millisecond_is_passed_over_or_shown_twice() throws Exception {
    List<Entry> all = entries(0, 1, 2, 3, 4, 4, 4, 5, 5, 5, 6);

    assertThat(pages(all)).extracting(List::size).containsExactly(4, 3, 4);
    assertThat(flat(pages(all))).isEqualTo(all);
  }

  @Test
  void times_are_compared_as_exactly_as_they_are_recorded() throws Exception {
    List<Entry> all =
        IntStream.range(0, 8).mapToObj(i -> new Entry(NEWEST.minusNanos(i * 300_000L), i)).toList();

    // Recorded in milliseconds: .500 is the first, .499 the next three, and so on.
    assertThat(page(all, Instant.MAX).until()).isEqualTo("2026-11-29T12:00:00.499Z");
    assertThat(flat(pages(all))).isEqualTo(all);
  }

  @Test
  void more_than_a_page_in_one_millisecond_does_not_stop_the_visitor() throws Exception {
    List<Entry> all = entries(0, 0, 0, 0, 0, 0, 0, 1, 2);

    assertThat(pages(all)).extracting(List::size).containsExactly(5, 2);
    assertThat(pages(all).get(1)).isEqualTo(all.subList(7, 9));
  }
}
