package org.chukei.connector.api;

import java.util.Optional;

/**
 * What AUTH PLAIN or LOGIN brought (RFC 4616 §2). Prints without the password.
 *
 * @param authorizationId whom the client wants to act as; empty: the same as authenticationId
 * @param authenticationId whose password it is
 */
public record Credentials(
    Optional<String> authorizationId, String authenticationId, String password) {

  @Override
  public String toString() {
    return "Credentials[" + authenticationId + "]";
  }
}
