package org.chukei.connector.api;

import java.util.Locale;

/**
 * What a client may have only so much of. Each has its setting, {@code CHUKEI_LIMIT_…} as a rule;
 * who goes beyond is told so in a reply, and the mail log and the metrics have it.
 */
public enum Limit {
  /** Connected at the same time, all clients together. */
  CONNECTIONS,
  /** Connected at the same time. */
  CONNECTIONS_PER_CLIENT,
  /** In a minute. */
  NEW_CONNECTIONS,
  /** In an hour, likewise the next three. */
  MESSAGES_PER_CLIENT,
  RECIPIENTS_PER_CLIENT,
  MESSAGES_PER_ACCOUNT,
  RECIPIENTS_PER_ACCOUNT,
  /** Mistakes in one session. */
  ERRORS,
  /** Wrong passwords in one session. */
  FAILED_AUTHENTICATIONS,
  /** In one session. */
  COMMANDS,
  /** Commands in a row that bring no message nearer. */
  EMPTY_COMMANDS,
  /** In one mail transaction. */
  RECIPIENTS,
  /** Silence. */
  IDLE_TIME,
  /** Of one session. */
  SESSION_TIME,
  /** From 354 to the end of data. */
  CONTENT_TIME,
  /** Talking before the greeting. */
  EARLY_TALKER;

  /** {@code messages-per-client}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
