package org.chukei.policy;

import java.util.List;

/**
 * What saving a list would change, found without saving it.
 *
 * @param changes one for each thing that a list can say of a client, whether it changes or not
 * @param dangers for which somebody has to answer before it is saved
 */
public record ListPreview(
    List<StandingChange> changes, List<ListWarning> warnings, List<Danger> dangers) {

  public ListPreview {
    changes = List.copyOf(changes);
    warnings = List.copyOf(warnings);
    dangers = List.copyOf(dangers);
  }
}
