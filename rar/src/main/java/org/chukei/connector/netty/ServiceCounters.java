package org.chukei.connector.netty;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.chukei.connector.api.ServiceCounts;
import org.chukei.connector.api.Verdict;
import org.chukei.connector.session.Answer;
import org.chukei.connector.session.ContentFault;
import org.chukei.connector.session.Question;

/**
 * Counts what one service does; an answer that did not come counts as deferred, as the client sees
 * it.
 */
final class ServiceCounters {

  private final LongAdder open = new LongAdder();
  private final LongAdder sessions = new LongAdder();
  private final LongAdder handshakes = new LongAdder();
  private final LongAdder failedHandshakes = new LongAdder();
  private final LongAdder withoutProxyHeader = new LongAdder();
  private final Verdicts recipients = new Verdicts();
  private final Verdicts messages = new Verdicts();

  void opened() {
    open.increment();
    sessions.increment();
  }

  void closed() {
    open.decrement();
  }

  void handshake(boolean succeeded) {
    (succeeded ? handshakes : failedHandshakes).increment();
  }

  /** A proxy did not keep to its protocol, and its connection was closed. */
  void withoutProxyHeader() {
    withoutProxyHeader.increment();
  }

  void answered(Question question, Answer answer) {
    Optional<Verdict> verdict =
        answer instanceof Answer.Judged judged ? Optional.of(judged.verdict()) : Optional.empty();
    if (question instanceof Question.MayRelay) {
      recipients.count(verdict);
    } else if (question instanceof Question.TakeCharge) {
      messages.count(verdict);
    }
  }

  void fault(ContentFault fault) {
    (fault == ContentFault.NO_ROOM ? messages.deferred : messages.refused).increment();
  }

  ServiceCounts counts() {
    return new ServiceCounts(
        open.sum(),
        sessions.sum(),
        handshakes.sum(),
        failedHandshakes.sum(),
        withoutProxyHeader.sum(),
        recipients.accepted.sum(),
        recipients.deferred.sum(),
        recipients.refused.sum(),
        messages.accepted.sum(),
        messages.deferred.sum(),
        messages.refused.sum());
  }

  private static final class Verdicts {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder deferred = new LongAdder();
    private final LongAdder refused = new LongAdder();

    void count(Optional<Verdict> verdict) {
      LongAdder adder = deferred;
      if (verdict.isPresent() && verdict.get() instanceof Verdict.Accepted) {
        adder = accepted;
      } else if (verdict.isPresent() && verdict.get() instanceof Verdict.Refused) {
        adder = refused;
      }
      adder.increment();
    }
  }
}
