package org.chukei.delivery;

import java.io.IOException;
import java.util.Optional;

/**
 * A connection came to nothing or to its end before its work was done: refused, lost, timed out,
 * 421, or a peer that does not speak SMTP.
 */
class ConversationEnded extends IOException {

  private final transient Answer answer;
  private final transient Optional<NextHop> hop;

  /**
   * @param hop who was reached
   * @param answer for every recipient that had none yet
   */
  ConversationEnded(NextHop hop, Answer answer) {
    this(Optional.of(hop), answer);
  }

  private ConversationEnded(Optional<NextHop> hop, Answer answer) {
    super(answer.text());
    this.hop = hop;
    this.answer = answer;
  }

  /** There was no connection at all. */
  static ConversationEnded unreached(String reason) {
    return new ConversationEnded(Optional.empty(), Answer.deferred("4.4.1", reason));
  }

  Answer answer() {
    return answer;
  }

  /** Who was reached; empty: nobody. */
  Optional<NextHop> hop() {
    return hop;
  }
}
