package org.chukei.queue;

/** What is being done for a recipient that is still owed. */
public enum RecipientState {
  /** Fresh or being tried now. */
  ACTIVE,
  /** Waits for its next attempt. */
  DEFERRED,
  /** Waits until an operator releases it. */
  HELD
}
