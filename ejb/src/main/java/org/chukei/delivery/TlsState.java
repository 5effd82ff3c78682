package org.chukei.delivery;

/**
 * How a connection is protected.
 *
 * @param proof {@code unverified}, {@code pkix} or {@code dane}
 */
record TlsState(String version, String cipher, String proof) {

  /** {@code TLSv1.3 TLS_AES_256_GCM_SHA384 dane}, as it stands in the mail log. */
  @Override
  public String toString() {
    return version + " " + cipher + " " + proof;
  }
}
