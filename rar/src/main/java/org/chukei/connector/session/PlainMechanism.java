package org.chukei.connector.session;

import java.util.Optional;
import org.chukei.connector.api.Credentials;

/** PLAIN (RFC 4616 §2): [authzid] NUL authcid NUL passwd. */
final class PlainMechanism implements Mechanism {

  @Override
  public Turn begin() {
    return new Turn.Challenge("");
  }

  @Override
  public Turn respond(byte[] response) {
    String[] parts = Mechanism.utf8(response).orElse("").split("\0", -1);
    if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
      return Turn.malformed("not a PLAIN response");
    }
    Optional<String> authorization = Optional.of(parts[0]).filter(s -> !s.isEmpty());
    return new Turn.Complete(new Credentials(authorization, parts[1], parts[2]));
  }
}
