package org.chukei.connector.api;

/** Whether the client could authenticate on this connection, which decides between 530 and 550. */
public enum AuthOffer {
  /** EHLO offers AUTH in the state the session is in. */
  NOW,
  /** AUTH would be offered after STARTTLS, and STARTTLS is offered. */
  AFTER_STARTTLS,
  /** Neither. */
  NO
}
