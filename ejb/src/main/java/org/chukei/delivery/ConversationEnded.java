package org.chukei.delivery;

import java.io.IOException;

/**
 * A connection came to nothing or to its end before its work was done: refused, lost, timed out,
 * 421, or a peer that does not speak SMTP.
 */
class ConversationEnded extends IOException {

  private final transient Answer answer;
  private final boolean reached;

  /**
   * @param answer for every recipient that had none yet
   * @param reached whether there was a connection at all
   */
  ConversationEnded(Answer answer, boolean reached) {
    super(answer.text());
    this.answer = answer;
    this.reached = reached;
  }

  Answer answer() {
    return answer;
  }

  boolean reached() {
    return reached;
  }
}
