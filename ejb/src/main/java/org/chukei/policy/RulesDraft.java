package org.chukei.policy;

import java.util.Optional;

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
    Optional<Boolean> strict) {}
