package org.chukei.connector.session;

import org.chukei.smtp.Reply;

/**
 * What the session says in its own words. Texts are lower case, tell the client what it can do, and
 * nothing of our configuration.
 */
final class Replies {

  static final Reply OK = Reply.of(250, "2.0.0", "ok");
  static final Reply SENDER_OK = Reply.of(250, "2.1.0", "sender ok");
  static final Reply CHUNK_OK = Reply.of(250, "2.0.0", "chunk received");
  static final Reply SEND_CONTENT = Reply.of(354, "end data with <CRLF>.<CRLF>");
  // RFC 5321 §3.5.3: neither yes nor no.
  static final Reply VRFY =
      Reply.of(252, "2.5.2", "cannot verify, but will take mail and try to deliver it");
  static final Reply HELP =
      Reply.of(
          214,
          "2.0.0",
          "see RFC 5321; EHLO HELO MAIL RCPT DATA BDAT RSET NOOP QUIT VRFY HELP STARTTLS AUTH");

  static final Reply NOT_NOW = Reply.of(451, "4.3.0", "not now, try again later");
  static final Reply NEEDS_SMTPUTF8 =
      Reply.of(553, "5.6.7", "such an address needs SMTPUTF8 with MAIL"); // RFC 6531 §3.5
  static final Reply TOO_MANY_RECIPIENTS =
      Reply.of(452, "4.5.3", "too many recipients"); // RFC 5321 §4.5.3.1.10: 452, not 552

  static final Reply REFUSED = Reply.of(503, "5.5.1", "no service for you here, only QUIT");
  static final Reply HELLO_FIRST = Reply.of(503, "5.5.1", "send EHLO or HELO first");
  static final Reply EHLO_FIRST = Reply.of(503, "5.5.1", "send EHLO first");
  static final Reply MAIL_FIRST = Reply.of(503, "5.5.1", "send MAIL first");
  static final Reply RCPT_FIRST = Reply.of(503, "5.5.1", "send RCPT first");
  static final Reply NESTED_MAIL = Reply.of(503, "5.5.1", "nested MAIL, send RSET first");
  static final Reply AMID_CHUNKS =
      Reply.of(503, "5.5.1", "only BDAT or RSET may follow BDAT in a mail transaction");
  static final Reply BDAT_FOR_BINARY = Reply.of(503, "5.5.1", "BODY=BINARYMIME needs BDAT");
  static final Reply NO_VALID_RECIPIENTS = Reply.of(554, "5.5.1", "no valid recipients");
  static final Reply PARAMETERS = Reply.of(555, "5.5.4", "parameters were not offered to you");
  static final Reply LINE_TOO_LONG = Reply.of(500, "5.5.2", "line too long");
  static final Reply BARE_CR_OR_LF =
      Reply.of(500, "5.5.2", "bare CR or LF in a command, lines must end with CRLF");

  static final Reply READY_FOR_TLS = Reply.of(220, "2.0.0", "ready to start TLS");
  static final Reply ALREADY_ENCRYPTED = Reply.of(503, "5.5.1", "TLS is active already");
  static final Reply TLS_REQUIRED =
      Reply.of(530, "5.7.4", "REQUIRETLS needs an encrypted connection, send STARTTLS first");
  static final Reply TLS_IN_TRANSACTION =
      Reply.of(503, "5.5.1", "no STARTTLS within a mail transaction");

  static final Reply AUTHENTICATED = Reply.of(235, "2.7.0", "authenticated");
  static final Reply DENIED = Reply.of(535, "5.7.8", "wrong user name or password");
  static final Reply AUTH_NOT_NOW =
      Reply.of(454, "4.7.0", "cannot authenticate now, try again later");
  static final Reply AUTH_LINE_TOO_LONG = Reply.of(500, "5.5.6", "line too long");
  static final Reply ENCRYPTION_REQUIRED =
      Reply.of(538, "5.7.11", "authentication needs an encrypted connection");
  static final Reply NO_AUTH_HERE = Reply.of(503, "5.5.1", "authentication is not offered here");
  static final Reply ALREADY_AUTHENTICATED = Reply.of(503, "5.5.1", "already authenticated");
  static final Reply AUTH_IN_TRANSACTION =
      Reply.of(503, "5.5.1", "no AUTH within a mail transaction");
  static final Reply UNKNOWN_MECHANISM =
      Reply.of(504, "5.5.4", "mechanism not offered, see the reply to EHLO");
  static final Reply TOO_MANY_FAILURES = Reply.of(421, "4.7.0", "too many failed authentications");
  static final Reply NOT_HTTP = Reply.of(421, "4.7.0", "this is SMTP, not HTTP");

  static final Reply SPOKE_TOO_SOON =
      Reply.of(554, "wait for the greeting before you speak"); // RFC 2034 §4: no status

  private Replies() {}

  /** RFC 5321 §4.2, and RFC 2034 §4: no enhanced status. */
  static Reply greeting(String hostname) {
    return Reply.of(220, hostname + " ESMTP");
  }

  /** In place of a greeting. */
  static Reply unavailable(String hostname) {
    return Reply.of(421, hostname + " not available now, try again later");
  }

  static Reply bye(String hostname) {
    return Reply.of(221, "2.0.0", hostname + " bye");
  }

  static Reply timeout(String hostname) {
    return Reply.of(421, "4.4.2", hostname + " waited too long for you");
  }

  /** In place of a greeting. */
  static Reply tooManyConnections(String hostname) {
    return Reply.of(421, hostname + " too many connections, try again later");
  }

  static Reply tooManyCommands(String hostname) {
    return Reply.of(421, "4.7.0", hostname + " too many commands in one session");
  }

  static Reply expired(String hostname) {
    return Reply.of(421, "4.7.0", hostname + " this session has lasted long enough, begin another");
  }

  static Reply tooManyMistakes(String hostname) {
    return Reply.of(421, "4.7.0", hostname + " too many errors");
  }

  /** What comes next can't be told from content. */
  static Reply lost(String hostname) {
    return Reply.of(421, "4.7.0", hostname + " cannot go on behind this BDAT");
  }

  static Reply shutdown(String hostname) {
    return Reply.of(421, "4.3.2", hostname + " shutting down, try again later");
  }
}
