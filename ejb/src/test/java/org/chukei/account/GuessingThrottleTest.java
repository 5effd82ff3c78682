package org.chukei.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class GuessingThrottleTest {

  private Instant now = Instant.parse("2026-11-24T09:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final GuessingThrottle throttle = new GuessingThrottle(clock);

  private static InetAddress client(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Duration attempt(String client, String name) {
    return throttle.attempt(client(client), name);
  }

  private Duration attempts(int times, String client, String name) {
    Duration last = Duration.ZERO;
    for (int i = 0; i < times; i++) {
      last = attempt(client, name);
    }
    return last;
  }

  @Test
  void an_account_that_is_guessed_at_from_everywhere_is_slowed_down() {
    for (int i = 0; i < GuessingThrottle.FREE_PER_ACCOUNT; i++) {
      assertThat(attempt("192.0.2." + i, "info@example.jp")).isZero();
    }
    assertThat(attempt("198.51.100.1", "info@example.jp")).isEqualTo(Duration.ofMillis(500));
    assertThat(attempt("198.51.100.2", "INFO@example.jp")).isEqualTo(Duration.ofSeconds(1));
    assertThat(attempts(20, "198.51.100.3", "info@example.jp")).isEqualTo(GuessingThrottle.LONGEST);
  }

  @Test
  void a_client_that_tries_many_names_is_slowed_down_and_others_are_not() {
    for (int i = 0; i < GuessingThrottle.FREE_PER_CLIENT; i++) {
      assertThat(attempt("192.0.2.1", "user" + i + "@example.jp")).isZero();
    }
    assertThat(attempt("192.0.2.1", "one.more@example.jp")).isPositive();
    assertThat(attempt("192.0.2.2", "one.more@example.jp")).isZero();
  }

  @Test
  void an_ipv6_client_is_its_whole_network() {
    for (int i = 0; i < GuessingThrottle.FREE_PER_CLIENT; i++) {
      attempt("2001:db8::" + i, "user" + i + "@example.jp");
    }
    assertThat(attempt("2001:db8::ffff", "x@example.jp")).isPositive();
    assertThat(attempt("2001:db8:0:1::1", "x@example.jp")).isZero();
  }

  @Test
  void who_is_known_here_does_not_wait_because_others_guess() {
    assertThat(attempt("203.0.113.1", "info@example.jp")).isZero();
    throttle.succeeded(client("203.0.113.1"), "info@example.jp");
    attempts(50, "192.0.2.1", "info@example.jp");
    assertThat(attempt("203.0.113.1", "Info@example.jp")).isZero();
    throttle.succeeded(client("203.0.113.1"), "Info@example.jp");
    assertThat(attempt("203.0.113.2", "info@example.jp")).isEqualTo(GuessingThrottle.LONGEST);
  }

  @Test
  void who_is_known_and_guesses_waits_like_others() {
    attempt("192.0.2.1", "info@example.jp");
    throttle.succeeded(client("192.0.2.1"), "info@example.jp");
    assertThat(attempts(GuessingThrottle.FREE_PER_ACCOUNT, "192.0.2.1", "info@example.jp"))
        .isZero();
    assertThat(attempt("192.0.2.1", "info@example.jp")).isPositive();
  }

  @Test
  void success_takes_back_what_was_counted_and_no_more() {
    for (int i = 0; i < 500; i++) {
      assertThat(attempt("192.0.2.1", "user" + i + "@example.jp")).isZero();
      throttle.succeeded(client("192.0.2.1"), "user" + i + "@example.jp");
    }
    attempts(40, "192.0.2.9", "other@example.jp");
    attempt("192.0.2.9", "own@example.jp");
    throttle.succeeded(client("192.0.2.9"), "own@example.jp");
    assertThat(attempt("192.0.2.9", "another@example.jp")).isEqualTo(GuessingThrottle.LONGEST);
  }

  @Test
  void what_could_not_be_told_is_no_failure() {
    for (int i = 0; i < 100; i++) {
      assertThat(attempt("192.0.2.1", "info@example.jp")).isZero();
      throttle.withdrawn(client("192.0.2.1"), "info@example.jp");
    }
  }

  @Test
  void an_hour_without_attempts_forgets() {
    attempts(50, "192.0.2.1", "info@example.jp");
    now = now.plus(Duration.ofMinutes(61));
    assertThat(attempt("192.0.2.1", "info@example.jp")).isZero();
  }

  @Test
  void a_guesser_of_very_many_names_does_not_wash_his_own_traces_away() {
    for (int i = 0; i < 30_000; i++) {
      attempt("192.0.2.1", "user" + i + "@example.jp");
    }
    assertThat(attempt("192.0.2.1", "x@example.jp")).isEqualTo(GuessingThrottle.LONGEST);
  }
}
