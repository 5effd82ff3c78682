package org.chukei.policy;

import java.util.List;
import java.util.stream.Collectors;
import org.chukei.account.ChangeRefusedException;

/** A list with lines that can't be read. */
public final class ListRejectedException extends ChangeRefusedException {

  private final List<ListError> errors;

  public ListRejectedException(List<ListError> errors) {
    super(errors.stream().map(ListError::toString).collect(Collectors.joining("; ")));
    this.errors = List.copyOf(errors);
  }

  /** All of them, by line. */
  public List<ListError> errors() {
    return errors;
  }
}
