package org.chukei.connector.api;

/** The door a client came in by. The rules tell them apart (relay-rules: "service"). */
public enum Service {
  /** Port 25: other mail servers. */
  MX,
  /** Port 587: our own clients (RFC 6409). */
  SUBMISSION,
  /** Port 465: our own clients, TLS from the first octet (RFC 8314 §3.3). */
  SUBMISSIONS;

  /** True for both doors of our own clients. */
  public boolean isSubmission() {
    return this != MX;
  }
}
