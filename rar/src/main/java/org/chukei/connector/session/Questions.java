package org.chukei.connector.session;

import java.util.function.Consumer;

/** The way to the application. */
@FunctionalInterface
public interface Questions {

  /**
   * Returns at once. The answer comes exactly once, on any thread, perhaps before this returns; a
   * question that can't be put is answered with {@link Answer#NONE}.
   */
  void put(Question question, Consumer<Answer> whenAnswered);
}
