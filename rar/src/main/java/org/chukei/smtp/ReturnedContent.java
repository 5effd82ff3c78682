package org.chukei.smtp;

/** The RET parameter of MAIL: what a notice of failure is to return (RFC 3461 §4.3). */
public enum ReturnedContent {
  /** The whole message. */
  FULL,
  /** Its header only. */
  HDRS
}
