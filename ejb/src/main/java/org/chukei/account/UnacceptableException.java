package org.chukei.account;

/** A value that can't be taken as it is: no address, no domain name, no password. */
public final class UnacceptableException extends ChangeRefusedException {

  private final String field;

  public UnacceptableException(String field, String message) {
    super(message);
    this.field = field;
  }

  /** Which value: {@code address}, {@code domain}, {@code password}, {@code entry} and such. */
  public String field() {
    return field;
  }
}
