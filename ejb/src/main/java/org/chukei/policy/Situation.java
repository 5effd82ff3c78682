package org.chukei.policy;

import java.util.function.Consumer;
import org.chukei.account.LocalUsers;
import org.chukei.account.LocalUsers.Resolution;
import org.chukei.connector.api.AuthOffer;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.ReversePath;

/**
 * All that the order of decision looks at, and nothing else: small enough to try every combination.
 *
 * @param submission one of the submission services; else MX
 * @param denied the connection list says DENY
 * @param permitted on the permit list, with all that its entry asks for
 * @param unmet on it, but without that
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
    boolean unmet,
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

    /** The null reverse-path counts as foreign. */
    static Place of(ReversePath sender, LocalUsers users) {
      return sender
          .mailbox()
          .map(ForwardPath::of)
          .map(users::resolve)
          .map(Place::of)
          .orElse(FOREIGN);
    }

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
    return but(
        now -> {
          now.authenticated = true;
          now.owned = true;
        });
  }

  Situation onSubmission() {
    return but(now -> now.submission = true);
  }

  Situation asPermitted() {
    return but(
        now -> {
          now.permitted = true;
          now.unmet = false;
        });
  }

  Situation asUnconditional() {
    return but(
        now -> {
          now.denied = false;
          now.unconditional = true;
        });
  }

  Situation notDenied() {
    return but(now -> now.denied = false);
  }

  Situation toLocalUser() {
    return but(now -> now.recipient = Place.LOCAL_USER);
  }

  private Situation but(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new Situation(
        draft.submission,
        draft.denied,
        draft.permitted,
        draft.unmet,
        draft.unconditional,
        permitNeedsAuth,
        strict,
        draft.authenticated,
        draft.owned,
        sender,
        draft.recipient,
        toPostmaster,
        authOffer);
  }

  /** What may be otherwise. */
  private static final class Draft {
    private boolean submission;
    private boolean denied;
    private boolean permitted;
    private boolean unmet;
    private boolean unconditional;
    private boolean authenticated;
    private boolean owned;
    private Place recipient;

    private Draft(Situation situation) {
      submission = situation.submission;
      denied = situation.denied;
      permitted = situation.permitted;
      unmet = situation.unmet;
      unconditional = situation.unconditional;
      authenticated = situation.authenticated;
      owned = situation.owned;
      recipient = situation.recipient;
    }
  }
}
