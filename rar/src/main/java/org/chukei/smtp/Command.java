package org.chukei.smtp;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a client asked for in one command line (RFC 5321 §4.1.1), its syntax checked, its place in
 * the order of commands not. {@link CommandParser} makes them.
 */
public sealed interface Command {

  /**
   * EHLO or HELO.
   *
   * @param name what the client calls itself, 1 to 255 printable characters
   * @param extended true for EHLO
   */
  record Hello(String name, boolean extended) implements Command {}

  /**
   * MAIL.
   *
   * @param size in octets, as declared (RFC 1870)
   * @param auth the AUTH parameter, not decoded (RFC 4954 §5)
   * @param parameters what is kept with the message; without SMTPUTF8 the sender is in US-ASCII
   * @param hasParameters whether anything stands behind the path
   */
  record Mail(
      ReversePath sender,
      OptionalLong size,
      Optional<String> auth,
      MailParameters parameters,
      boolean hasParameters)
      implements Command {}

  /** RCPT. */
  record Rcpt(ForwardPath recipient, RcptParameters parameters) implements Command {}

  /**
   * BDAT (RFC 3030 §2). Its chunk follows the line.
   *
   * @param size in octets; {@link Long#MAX_VALUE} also stands for what is more than that
   */
  record Bdat(long size, boolean last) implements Command {}

  /**
   * A BDAT whose chunk follows, nobody knows how long.
   *
   * @param reply what to tell the client, as the last but one
   */
  record Uncountable(Reply reply) implements Command {}

  /**
   * AUTH (RFC 4954 §4).
   *
   * @param mechanism in upper case
   * @param initialResponse as given, {@code =} for one that is empty
   */
  record Auth(String mechanism, Optional<String> initialResponse) implements Command {}

  /** The commands whose arguments, where they may have any, mean nothing to us. */
  enum Plain implements Command {
    DATA,
    STARTTLS,
    RSET,
    NOOP,
    VRFY,
    HELP,
    QUIT,
    /** Sent by browsers that were led here, never by mail clients. */
    HTTP
  }

  /**
   * A line that is no command of ours.
   *
   * @param reply what to tell the client
   */
  record Bad(Reply reply) implements Command {}
}
