package org.chukei.policy;

import java.util.List;
import java.util.stream.Collectors;
import org.chukei.account.ChangeRefusedException;

/** A dangerous list that nobody acknowledged. */
public final class NeedsAcknowledgementException extends ChangeRefusedException {

  private final List<Danger> dangers;

  NeedsAcknowledgementException(List<Danger> dangers) {
    super(dangers.stream().map(Danger::text).collect(Collectors.joining("; ")));
    this.dangers = List.copyOf(dangers);
  }

  /** At least one. */
  public List<Danger> dangers() {
    return dangers;
  }
}
