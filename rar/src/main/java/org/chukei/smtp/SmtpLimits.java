package org.chukei.smtp;

import java.time.Duration;

/**
 * The sizes and time-outs of RFC 5321 §4.5.3, in octets with CRLF counted where the RFC counts it.
 */
public final class SmtpLimits {

  /** §4.5.3.1.1. */
  public static final int LOCAL_PART = 64;

  /** §4.5.3.1.2. */
  public static final int DOMAIN = 255;

  /** §4.5.3.1.3, angle brackets included. */
  public static final int PATH = 256;

  /** §4.5.3.1.4. */
  public static final int COMMAND_LINE = 512;

  /**
   * The extensions we offer add to MAIL: 26 for SIZE (RFC 1870 §3), 17 for BODY (RFC 6152 §2), 10
   * for SMTPUTF8 (RFC 6531 §3.1), 500 for AUTH (RFC 4954 §3), 11 for REQUIRETLS (RFC 8689 §2); RET
   * and ENVID are 9 and 107 at most (RFC 3461 §4.3, §4.4).
   */
  public static final int MAIL_LINE = COMMAND_LINE + 26 + 17 + 10 + 500 + 11 + 9 + 107;

  /** NOTIFY and ORCPT add 29 and 507 at most (RFC 3461 §4.1, §4.2). */
  public static final int RCPT_LINE = COMMAND_LINE + 29 + 507;

  /** RFC 4954 §4: of AUTH itself and of each line of its exchange. No line is longer. */
  public static final int AUTH_LINE = 12_288;

  /** §4.5.3.1.5. */
  public static final int REPLY_LINE = 512;

  /** RFC 3030 has no limit; a chunk beyond this takes days on any network. */
  public static final long CHUNK = 999_999_999_999L;

  /** §6.3: more {@code Received:} fields than this are a loop (at least 100). */
  public static final int HOPS = 100;

  /** §4.5.3.2.1. */
  public static final Duration CLIENT_GREETING = Duration.ofMinutes(5);

  /** §4.5.3.2.2 and .3: MAIL and RCPT. */
  public static final Duration CLIENT_COMMAND = Duration.ofMinutes(5);

  /** §4.5.3.2.4: DATA until 354. */
  public static final Duration CLIENT_DATA_INITIATION = Duration.ofMinutes(2);

  /** §4.5.3.2.5: between blocks of content; also what the server waits for them. */
  public static final Duration DATA_BLOCK = Duration.ofMinutes(3);

  /** §4.5.3.2.6: end of data until its reply. */
  public static final Duration CLIENT_DATA_TERMINATION = Duration.ofMinutes(10);

  private SmtpLimits() {}
}
