package org.chukei.account;

/** The change contradicts what is there: an address in use, a domain with accounts, a lost race. */
public final class ConflictException extends ChangeRefusedException {

  public ConflictException(String message) {
    super(message);
  }
}
