package org.chukei.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.chukei.clock.TestClock;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

  private final TestClock clock = new TestClock();
  private final LoginThrottle throttle = new LoginThrottle(clock);

  private static InetAddress address(String text) throws Exception {
    return InetAddress.getByName(text);
  }

  private void fail(int times, String user, InetAddress from) {
    for (int i = 0; i < times; i++) {
      assertThat(throttle.admit(user, from)).isTrue();
    }
  }

  @Test
  void the_lock_doubles_up_to_a_minute() throws Exception {
    InetAddress from = address("192.0.2.1");
    fail(LoginThrottle.FAILURES_PER_USER, "admin", from);
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      assertThat(throttle.remaining("admin", from)).isEqualTo(Duration.ofSeconds(seconds));
      assertThat(throttle.admit("admin", from)).isFalse();
      clock.advance(Duration.ofSeconds(seconds));
      assertThat(throttle.admit("admin", from)).isTrue();
    }
  }

  @Test
  void success_forgives() throws Exception {
    InetAddress from = address("192.0.2.1");
    fail(LoginThrottle.FAILURES_PER_USER, "admin", from);
    clock.advance(Duration.ofSeconds(1));
    assertThat(throttle.admit("admin", from)).isTrue();
    throttle.succeeded("admin", from);
    fail(LoginThrottle.FAILURES_PER_USER, "admin", from);
  }

  @Test
  void many_names_from_one_address_are_locked_too() throws Exception {
    InetAddress from = address("192.0.2.1");
    for (int i = 0; i < LoginThrottle.FAILURES_PER_ADDRESS; i++) {
      fail(1, "user" + i, from);
    }
    assertThat(throttle.admit("another", from)).isFalse();
    assertThat(throttle.admit("another", address("192.0.2.2"))).isTrue();
  }

  @Test
  void the_addresses_of_one_ipv6_network_count_as_one() throws Exception {
    fail(3, "admin", address("2001:db8::1"));
    fail(2, "admin", address("2001:db8::2"));
    assertThat(throttle.admit("admin", address("2001:db8::3"))).isFalse();
    assertThat(throttle.admit("admin", address("2001:db8:0:1::3"))).isTrue();
  }
}
