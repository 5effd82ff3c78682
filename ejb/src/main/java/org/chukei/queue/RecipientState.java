package org.chukei.queue;

/** What is being done for a recipient that is still owed. */
public enum RecipientState {
  /** In line for its first attempt. */
  FRESH,
  /** Being tried now, or tried and what came of it not yet written down. */
  ACTIVE,
  /** Waits for its next attempt. */
  DEFERRED,
  /** Waits until an operator releases it. */
  HELD,
  /** Waits until an operator resumes delivery, or delivery to its destination. */
  PAUSED
}
