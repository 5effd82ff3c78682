package org.chukei.notification;

import java.time.Instant;
import java.util.List;
import org.chukei.delivery.Outcome;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.RcptParameters;
import org.chukei.store.StoredEnvelope;

/**
 * All that a notice tells, before it is put into words and fields.
 *
 * @param hostname ours
 * @param to the original's sender, or the postmaster
 * @param giveUpAt until when the original is tried
 * @param returned what goes back of the original
 * @param outcomes of the recipients that it tells of, never empty
 */
record NoticeFacts(
    NoticeKind kind,
    String hostname,
    Instant now,
    ForwardPath to,
    StoredEnvelope original,
    Instant giveUpAt,
    OriginalPart returned,
    List<Outcome> outcomes) {

  /** The message was a notice itself, so this goes to the postmaster. */
  boolean isDoubleBounce() {
    return original.isNotice();
  }

  ForwardPath recipient(Outcome outcome) {
    return original.path(outcome.position());
  }

  RcptParameters said(Outcome outcome) {
    return original.recipients().get(outcome.position()).parameters();
  }
}
