package org.chukei.smtp;

/** The BODY parameter of MAIL (RFC 6152 §2, RFC 3030 §3). */
public enum BodyType {
  /** {@code BODY=7BIT}, or no parameter. */
  SEVEN_BIT("7BIT"),
  /** {@code BODY=8BITMIME}. */
  EIGHT_BIT_MIME("8BITMIME"),
  /** {@code BODY=BINARYMIME}: any octets, lines or not; comes and leaves by BDAT only. */
  BINARY_MIME("BINARYMIME");

  private final String keyword;

  BodyType(String keyword) {
    this.keyword = keyword;
  }

  /** As it stands behind {@code BODY=}. */
  public String keyword() {
    return keyword;
  }
}
