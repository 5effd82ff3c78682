package org.chukei.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.chukei.clock.TestClock;
import org.junit.jupiter.api.Test;

class RememberedPasswordsTest {

  private final TestClock clock = new TestClock();
  private int computed;
  private final RememberedPasswords passwords =
      new RememberedPasswords(
          clock,
          (keys, password) -> {
            computed++;
            return keys.match(password);
          });
  private final ScramKeys keys = keys("secret");

  @Test
  void a_password_that_was_right_is_not_computed_again() {
    assertThat(passwords.match(keys, Password.of("secret"))).isTrue();
    assertThat(passwords.match(keys, Password.of("secret"))).isTrue();
    assertThat(computed).isEqualTo(1);
  }

  @Test
  void a_wrong_one_is_computed_each_time() {
    passwords.match(keys, Password.of("secret"));
    assertThat(passwords.match(keys, Password.of("Secret"))).isFalse();
    assertThat(passwords.match(keys, Password.of("Secret"))).isFalse();
    assertThat(computed).isEqualTo(3);
  }

  @Test
  void it_is_forgotten_after_some_minutes_however_often_it_is_used() {
    passwords.match(keys, Password.of("secret"));
    clock.advance(RememberedPasswords.REMEMBERED.minusSeconds(1));
    passwords.match(keys, Password.of("secret"));
    assertThat(computed).isEqualTo(1);
    clock.advance(Duration.ofSeconds(2));
    passwords.match(keys, Password.of("secret"));
    assertThat(computed).isEqualTo(2);
  }

  @Test
  void it_is_right_for_its_account_only_and_until_the_password_changes() {
    passwords.match(keys, Password.of("secret"));
    assertThat(passwords.match(keys("other"), Password.of("secret"))).isFalse();
    assertThat(passwords.match(keys("secret"), Password.of("secret"))).isTrue();
    assertThat(computed).isEqualTo(3);
  }

  /** With another salt each time. */
  private static ScramKeys keys(String password) {
    return ScramKeys.of(Password.of(password));
  }
}
