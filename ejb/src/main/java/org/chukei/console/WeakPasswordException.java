package org.chukei.console;

import jakarta.ejb.ApplicationException;

/** The new password is too short or too long; the message says what is asked for. */
@ApplicationException(rollback = true)
public class WeakPasswordException extends RuntimeException {

  WeakPasswordException(String message) {
    super(message);
  }
}
