package org.chukei.application;

import java.util.concurrent.atomic.AtomicBoolean;

/** Lets a timer's tick pass while none is under way: what hangs must not pile up ticks. */
final class OneAtATime {

  private final AtomicBoolean running = new AtomicBoolean();

  /** Does nothing where the work of an earlier tick has not ended. */
  void run(Runnable work) {
    if (running.compareAndSet(false, true)) {
      try {
        work.run();
      } finally {
        running.set(false);
      }
    }
  }
}
