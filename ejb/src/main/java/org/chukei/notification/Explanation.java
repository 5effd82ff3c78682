package org.chukei.notification;

import java.util.List;
import org.chukei.delivery.Outcome;

/** The first part of a notice, for the person who sent the message: in English, then Japanese. */
final class Explanation {

  private static final String INDENT = "    ";
  private static final int WIDTH = 72;
  private static final List<Wording> WORDINGS = List.of(new English(), new Japanese());

  private final NoticeFacts facts;
  private final StringBuilder text = new StringBuilder();

  Explanation(NoticeFacts facts) {
    this.facts = facts;
    for (Wording wording : WORDINGS) {
      if (!text.isEmpty()) {
        line("");
        line("-".repeat(WIDTH));
        line("");
      }
      explain(wording);
    }
  }

  String text() {
    return text.toString();
  }

  private void explain(Wording wording) {
    wording.opening(facts).forEach(this::line);
    for (Outcome outcome : facts.outcomes()) {
      line("");
      line(PeerText.printable(facts.recipient(outcome).toString()));
      wrapped(wording.standing(facts.kind(), outcome));
      wrapped(outcome.text());
      if (facts.kind() == NoticeKind.FAILURE && !facts.isDoubleBounce()) {
        wrapped(wording.advice(Advice.about(outcome.status())));
      }
    }
    line("");
    wording.closing(facts).forEach(this::line);
  }

  private void wrapped(String words) {
    PeerText.wrap(PeerText.printable(words), WIDTH - INDENT.length())
        .forEach(part -> line(INDENT + part));
  }

  private void line(String line) {
    text.append(line).append("\r\n");
  }
}
