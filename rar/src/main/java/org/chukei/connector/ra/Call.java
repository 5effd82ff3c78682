package org.chukei.connector.ra;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.chukei.connector.session.Answer;
import org.chukei.connector.session.Question;

/** A question on its way to the bean. It is answered once, whatever becomes of it. */
final class Call {

  private final Question question;
  private final Consumer<Answer> whenAnswered;
  private final AtomicBoolean answered = new AtomicBoolean();

  Call(Question question, Consumer<Answer> whenAnswered) {
    this.question = question;
    this.whenAnswered = whenAnswered;
  }

  Question question() {
    return question;
  }

  void answer(Answer answer) {
    if (answered.compareAndSet(false, true)) {
      whenAnswered.accept(answer);
    }
  }
}
