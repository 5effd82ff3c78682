package org.chukei.web.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Counts by minute as stacked columns, measured out for an SVG of {@link #WIDTH} by {@link
 * #HEIGHT}.
 *
 * @param series what is counted, the first at the bottom
 * @param most of one minute: the height of the axis; at least 1
 */
public record Chart(List<Series> series, List<Column> columns, long most) {

  public static final int WIDTH = 600;
  public static final int HEIGHT = 120;

  /**
   * @param name of an enum, by which it has its colour and its word
   * @param total of all minutes
   */
  public record Series(String name, long total) {}

  /**
   * One minute.
   *
   * @param values in the order of the series
   */
  public record Column(Instant from, int x, int width, List<Long> values, List<Bar> bars) {}

  /** A part of a column. */
  public record Bar(String name, String y, String height) {}

  /** Counts of one minute, by the series' names. */
  record Counted(Instant from, Map<? extends Enum<?>, Long> counts) {

    long of(Enum<?> name) {
      return counts.getOrDefault(name, 0L);
    }
  }

  static Chart of(List<Counted> minutes, Enum<?>... names) {
    long most = 1;
    long[] totals = new long[names.length];
    for (Counted minute : minutes) {
      long sum = 0;
      for (int i = 0; i < names.length; i++) {
        totals[i] += minute.of(names[i]);
        sum += minute.of(names[i]);
      }
      most = Math.max(most, sum);
    }
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      series.add(new Series(names[i].name(), totals[i]));
    }
    List<Column> columns = new ArrayList<>();
    int step = WIDTH / minutes.size();
    for (int i = 0; i < minutes.size(); i++) {
      columns.add(column(minutes.get(i), i * step, step - 2, most, names));
    }
    return new Chart(series, columns, most);
  }

  private static Column column(Counted minute, int x, int width, long most, Enum<?>... names) {
    List<Long> values = new ArrayList<>();
    List<Bar> bars = new ArrayList<>();
    double top = HEIGHT;
    for (Enum<?> name : names) {
      long value = minute.of(name);
      values.add(value);
      if (value > 0) {
        double height = (double) HEIGHT * value / most;
        top -= height;
        bars.add(new Bar(name.name(), decimal(top), decimal(height)));
      }
    }
    return new Column(minute.from(), x, width, values, bars);
  }

  private static String decimal(double number) {
    return String.valueOf(Math.round(number * 10) / 10.0);
  }

  /** Whether there was nothing to count. */
  public boolean isQuiet() {
    return series.stream().allMatch(s -> s.total() == 0);
  }
}
