package org.chukei.policy.importing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chukei.policy.importing.HmailServerReader.Row;

/**
 * Ranges as a table (RFC 4180, or with semicolons): the first line names the columns, in any order:
 * Name, LowerIP, UpperIP, Priority, and Options (the number) or AllowRelay (1 or 0); Expires may
 * stand too.
 */
final class HmailServerCsv {

  private static final List<String> NEEDED = List.of("lowerip", "upperip", "priority");

  private HmailServerCsv() {}

  static List<Row> rows(String text, BadLines bad) {
    List<Row> rows = new ArrayList<>();
    List<String> heading = List.of();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].isBlank()) {
        continue;
      }
      List<String> cells = cells(lines[i]);
      if (heading.isEmpty()) {
        heading = cells.stream().map(HmailServerCsv::column).toList();
        if (!heading.containsAll(NEEDED)
            || !(heading.contains("options") || heading.contains("allowrelay"))) {
          bad.add(
              i + 1,
              lines[i],
              "the first line names LowerIP, UpperIP, Priority and Options or AllowRelay");
          return rows;
        }
      } else if (cells.size() != heading.size()) {
        bad.add(i + 1, lines[i], "it has not as many columns as the first line");
      } else {
        Map<String, String> fields = new HashMap<>();
        for (int c = 0; c < cells.size(); c++) {
          fields.put(heading.get(c), cells.get(c));
        }
        rows.add(new Row(i + 1, lines[i], fields));
      }
    }
    return rows;
  }

  private static String column(String name) {
    return name.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
  }

  private static List<String> cells(String line) {
    char separator = line.indexOf(';') >= 0 && line.indexOf(',') < 0 ? ';' : ',';
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted; // a doubled quote inside closes and opens again, and is left out
      } else if (c == separator && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
