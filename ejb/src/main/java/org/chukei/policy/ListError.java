package org.chukei.policy;

/**
 * A line of a list that can't be read.
 *
 * @param line from 1
 * @param text the line as it was written
 * @param reason what is wrong with it
 */
public record ListError(int line, String text, String reason) {

  /** {@code line 3: '10.1': …}. */
  @Override
  public String toString() {
    return "line " + line + ": '" + text + "': " + reason;
  }
}
