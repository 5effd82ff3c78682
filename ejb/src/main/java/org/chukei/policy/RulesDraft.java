package org.chukei.policy;

import java.util.Optional;
import org.chukei.account.UnacceptableException;

/**
 * Rules that somebody thinks of putting in force; what is empty stays as it is.
 *
 * @param permits the text of the permit list
 * @param connections the text of the connection list
 * @param permittedNeedAuth {@code CHUKEI_RULES_PERMITTED_NEED_AUTH}
 * @param strict {@code CHUKEI_RULES_PROFILE}
 */
public record RulesDraft(
    Optional<String> permits,
    Optional<String> connections,
    Optional<Boolean> permittedNeedAuth,
    Optional<Boolean> strict) {

  /**
   * What was typed.
   *
   * @param profile standard or strict; empty: as the settings have it
   * @param permittedNeedAuth true or false; likewise
   * @throws UnacceptableException where one of these can't be read
   */
  public static RulesDraft read(
      String permits, String connections, String profile, String permittedNeedAuth) {
    return new RulesDraft(
        Optional.of(permits),
        Optional.of(connections),
        switch (permittedNeedAuth) {
          case "" -> Optional.empty();
          case "true" -> Optional.of(true);
          case "false" -> Optional.of(false);
          default -> throw new UnacceptableException("permittedNeedAuth", "it is true or false");
        },
        strict(profile));
  }

  /** Whether a profile of this name is strict; empty text: as the settings have it. */
  public static Optional<Boolean> strict(String profile) {
    return switch (profile) {
      case "" -> Optional.empty();
      case "strict" -> Optional.of(true);
      case "standard" -> Optional.of(false);
      default ->
          throw new UnacceptableException(
              "profile", "'" + profile + "' is not one of standard, strict");
    };
  }

  /** The settings stay as they are. */
  public static RulesDraft ofLists(Optional<String> permits, Optional<String> connections) {
    return new RulesDraft(permits, connections, Optional.empty(), Optional.empty());
  }
}
