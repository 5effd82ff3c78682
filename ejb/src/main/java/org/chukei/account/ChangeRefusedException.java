package org.chukei.account;

import jakarta.ejb.ApplicationException;

/**
 * A change of rules or accounts that an operator asked for and that can't be made; nothing was
 * saved. The message is for the operator: what is wrong and how to mend it.
 */
@ApplicationException(rollback = true, inherited = true)
public abstract class ChangeRefusedException extends RuntimeException {

  protected ChangeRefusedException(String message) {
    super(message);
  }
}
