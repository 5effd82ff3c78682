package org.chukei.cli;

import java.util.List;

/** The server (or this program) would not do it; each line is for the person at the terminal. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  RefusedException(List<String> lines) {
    super(String.join("; ", lines));
    this.lines = List.copyOf(lines);
  }

  RefusedException(String line) {
    this(List.of(line));
  }

  RefusedException(String line, Throwable cause) {
    super(line, cause);
    this.lines = List.of(line);
  }

  List<String> lines() {
    return lines;
  }
}
