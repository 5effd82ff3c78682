package org.chukei.policy;

import org.chukei.account.LocalUsers.Resolution;
import org.chukei.connector.api.AuthOffer;

/**
 * All that the order of decision looks at, and nothing else: small enough to try every combination.
 *
 * @param submission one of the submission services; else MX
 * @param denied the connection list says DENY
 * @param permitted on the permit list
 * @param unconditional the connection list says UNCONDITIONAL
 * @param permitNeedsAuth an effective permit counts only in an authenticated session
 * @param strict the strict profile takes the client for one of our own
 * @param owned authenticated, and the account owns the sender
 * @param sender the null reverse-path counts as foreign
 * @param toPostmaster the recipient is postmaster
 */
record Situation(
    boolean submission,
    boolean denied,
    boolean permitted,
    boolean unconditional,
    boolean permitNeedsAuth,
    boolean strict,
    boolean authenticated,
    boolean owned,
    Place sender,
    Place recipient,
    boolean toPostmaster,
    AuthOffer authOffer) {

  /** Where an address belongs. */
  enum Place {
    LOCAL_USER,
    /** In a local domain, but nobody's. */
    UNKNOWN,
    FOREIGN;

    static Place of(Resolution resolution) {
      return resolution instanceof Resolution.Local
          ? LOCAL_USER
          : resolution instanceof Resolution.Unknown ? UNKNOWN : FOREIGN;
    }
  }

  /** On both lists, and counted. */
  boolean effectivePermit() {
    return permitted && unconditional && (authenticated || !permitNeedsAuth);
  }

  boolean mx() {
    return !submission;
  }

  /** AUTH is offered on this connection, at once or after STARTTLS, and was not used. */
  boolean couldAuthenticate() {
    return !authenticated && authOffer != AuthOffer.NO;
  }

  Situation asAuthenticatedOwner() {
    return new Situation(
        submission,
        denied,
        permitted,
        unconditional,
        permitNeedsAuth,
        strict,
        true,
        true,
        sender,
        recipient,
        toPostmaster,
        authOffer);
  }

  Situation onSubmission() {
    return new Situation(
        true,
        denied,
        permitted,
        unconditional,
        permitNeedsAuth,
        strict,
        authenticated,
        owned,
        sender,
        recipient,
        toPostmaster,
        authOffer);
  }

  Situation asPermitted() {
    return new Situation(
        submission,
        denied,
        true,
        unconditional,
        permitNeedsAuth,
        strict,
        authenticated,
        owned,
        sender,
        recipient,
        toPostmaster,
        authOffer);
  }

  Situation asUnconditional() {
    return new Situation(
        submission,
        false,
        permitted,
        true,
        permitNeedsAuth,
        strict,
        authenticated,
        owned,
        sender,
        recipient,
        toPostmaster,
        authOffer);
  }

  Situation notDenied() {
    return new Situation(
        submission,
        false,
        permitted,
        unconditional,
        permitNeedsAuth,
        strict,
        authenticated,
        owned,
        sender,
        recipient,
        toPostmaster,
        authOffer);
  }

  Situation toLocalUser() {
    return new Situation(
        submission,
        denied,
        permitted,
        unconditional,
        permitNeedsAuth,
        strict,
        authenticated,
        owned,
        sender,
        Place.LOCAL_USER,
        toPostmaster,
        authOffer);
  }
}
