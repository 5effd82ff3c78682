package org.chukei.connector.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The answer to {@link SmtpListener#greet}: whether the client is greeted, and how it is treated
 * from then on.
 *
 * @param verdict {@link Verdict.Accepted}: the session greets in its own words; otherwise the reply
 *     is the greeting
 * @param pause how long the client has to wait for the greeting; one that speaks meanwhile is
 *     refused. Zero: not at all
 * @param spared its errors are not slowed down
 * @param enquiries completed when all is known that others were asked about the client; until then
 *     no recipient is put to {@link SmtpListener#mayRelay}. Completes in bounded time, on any
 *     thread
 */
public record Greeting(
    Verdict verdict, Duration pause, boolean spared, CompletionStage<?> enquiries) {

  private static final CompletionStage<?> NONE = CompletableFuture.completedStage("nothing");

  /** Without delay, and nobody was asked. */
  public static Greeting of(Verdict verdict) {
    return new Greeting(verdict, Duration.ZERO, false, NONE);
  }
}
