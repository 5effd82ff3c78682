package org.chukei.connector.session;

/**
 * Why a line could not be read as one; what is left of it up to its CRLF is not for the session.
 */
public enum LineFault {
  /** Longer than the settings allow. */
  TOO_LONG,
  /** A CR without LF or an LF without CR stands in it (RFC 5321 §2.3.8). */
  BARE_CR_OR_LF
}
