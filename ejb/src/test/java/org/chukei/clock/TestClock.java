package org.chukei.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until it is told otherwise. */
public final class TestClock extends Clock {

  private volatile Instant now = Instant.parse("2026-11-24T08:00:00Z");

  /** One that stands at this time, ISO 8601; the others begin at some time of 2026. */
  public static TestClock at(String instant) {
    TestClock clock = new TestClock();
    clock.set(instant);
    return clock;
  }

  public void set(String instant) {
    now = Instant.parse(instant);
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
