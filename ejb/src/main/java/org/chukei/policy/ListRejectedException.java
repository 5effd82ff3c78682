package org.chukei.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chukei.account.ChangeRefusedException;

/** A list with lines that can't be read. */
public final class ListRejectedException extends ChangeRefusedException {

  private final Optional<ListKind> list;
  private final List<ListError> errors;

  public ListRejectedException(List<ListError> errors) {
    this(Optional.empty(), errors);
  }

  private ListRejectedException(Optional<ListKind> list, List<ListError> errors) {
    super(
        list.map(which -> which + ", ").orElse("")
            + errors.stream().map(ListError::toString).collect(Collectors.joining("; ")));
    this.list = list;
    this.errors = List.copyOf(errors);
  }

  /** The same, where both lists were given. */
  ListRejectedException in(ListKind which) {
    return new ListRejectedException(Optional.of(which), errors);
  }

  /** Empty where there was but one. */
  public Optional<ListKind> list() {
    return list;
  }

  /** All of them, by line. */
  public List<ListError> errors() {
    return errors;
  }
}
