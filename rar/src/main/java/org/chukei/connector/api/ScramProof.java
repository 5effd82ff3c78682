package org.chukei.connector.api;

import java.util.Optional;

/**
 * What SCRAM-SHA-256 brought at its end (RFC 5802 §3): no password, but the proof that the client
 * knows it. Prints without the proof.
 *
 * @param authorizationId whom the client wants to act as; empty: the same as authenticationId
 * @param authenticationId whose password it is
 * @param authMessage what both sides have said, which the proof is about
 * @param proof ClientProof, in base64
 * @param flaw why the exchange is void, however right the proof: a nonce that is not ours, another
 *     channel than ours; for the log
 */
public record ScramProof(
    Optional<String> authorizationId,
    String authenticationId,
    String authMessage,
    String proof,
    Optional<String> flaw) {

  @Override
  public String toString() {
    return "ScramProof[" + authenticationId + "]";
  }
}
