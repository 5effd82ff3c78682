package org.chukei.traffic;

import org.chukei.connector.api.Authentication;

/** How an attempt to authenticate ends (RFC 4954 §6: 235, 535, 454). */
public enum AuthResult {
  GRANTED,
  DENIED,
  NOT_NOW;

  static AuthResult of(Authentication answer) {
    if (answer instanceof Authentication.Granted) {
      return GRANTED;
    }
    return answer instanceof Authentication.Denied ? DENIED : NOT_NOW;
  }
}
