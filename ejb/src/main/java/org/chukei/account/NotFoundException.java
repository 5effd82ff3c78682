package org.chukei.account;

/** What was to be changed or removed does not exist. */
public final class NotFoundException extends ChangeRefusedException {

  public NotFoundException(String message) {
    super(message);
  }
}
