package org.chukei.policy.importing;

import java.util.ArrayList;
import java.util.List;
import org.chukei.network.NetworkSyntaxException;
import org.chukei.policy.ListError;
import org.chukei.policy.ListRejectedException;

/** Collects every line that can't be read, so that all are told at once. */
final class BadLines {

  private static final int SHOWN = 200;

  private final List<ListError> errors = new ArrayList<>();

  /** What may refuse a line. */
  interface Reading {
    void read() throws NetworkSyntaxException;
  }

  void add(int line, String text, String reason) {
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    errors.add(new ListError(line, shown, reason));
  }

  void collect(int line, String text, Reading reading) {
    try {
      reading.read();
    } catch (NetworkSyntaxException e) {
      add(line, text, e.getMessage());
    }
  }

  /**
   * @throws ListRejectedException where there are any
   */
  void refuseIfAny() {
    if (!errors.isEmpty()) {
      throw new ListRejectedException(errors);
    }
  }
}
