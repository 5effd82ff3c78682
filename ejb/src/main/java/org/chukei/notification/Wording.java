package org.chukei.notification;

import java.util.List;
import org.chukei.delivery.Outcome;

/** A language that notices speak. */
interface Wording {

  /** Lines: who speaks, and of what. */
  List<String> opening(NoticeFacts facts);

  /** What happened to a recipient and who said so; the words themselves follow. */
  String standing(NoticeKind kind, Outcome outcome);

  /** What the sender can do about a failure. */
  String advice(Advice advice);

  /** Lines: which message this is about, and what is attached. */
  List<String> closing(NoticeFacts facts);
}
