package org.chukei.connector.session;

import java.util.Optional;
import org.chukei.connector.api.Credentials;

/** LOGIN (draft-murchison-sasl-login), which every mail client knows: a name, then a password. */
final class LoginMechanism implements Mechanism {

  private Optional<String> loginName = Optional.empty();

  @Override
  public Turn begin() {
    return new Turn.Challenge("VXNlcm5hbWU6"); // "Username:", and clients look for just that
  }

  @Override
  public Turn respond(byte[] response) {
    Optional<String> text = Mechanism.utf8(response);
    if (text.filter(s -> !s.isEmpty() && s.indexOf('\0') < 0).isEmpty()) {
      return Turn.malformed("not a LOGIN response");
    }
    if (loginName.isEmpty()) {
      loginName = text;
      return new Turn.Challenge("UGFzc3dvcmQ6"); // "Password:"
    }
    return new Turn.Complete(new Credentials(Optional.empty(), loginName.get(), text.get()));
  }
}
