package org.chukei.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.chukei.config.Settings;
import org.chukei.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleUsersTest {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @TempDir Path home;
  private TestDatabase database;
  private Settings settings;
  private final LoginThrottle throttle = new LoginThrottle(Clock.systemUTC());

  @BeforeEach
  void open() {
    database = new TestDatabase();
    settings = Settings.of(Map.of("CHUKEI_HOME", home.toString()), Map.of(), Map.of());
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  private <T> T users(Function<ConsoleUsers, T> work) {
    return database.call(em -> work.apply(new ConsoleUsers(em, settings, throttle)));
  }

  private Login logIn(String user, String password, InetAddress from) {
    return users(users -> users.logIn(user, password, from));
  }

  private boolean setPassword(String user, String password) {
    return users(users -> users.setPassword(user, password));
  }

  private void start() {
    users(
        users -> {
          users.ensureAdministrator();
          return true;
        });
  }

  private String firstPassword() throws Exception {
    start();
    return Files.readString(home.resolve("admin-password")).trim();
  }

  @Test
  void the_first_password_is_long_and_readable_by_the_owner_only() throws Exception {
    assertThat(firstPassword()).hasSizeGreaterThanOrEqualTo(20);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve("admin-password"))))
        .isEqualTo("rw-------");
    assertThat(home.toFile().list()).containsExactly("admin-password");
  }

  @Test
  void the_first_password_logs_in_and_its_file_is_then_gone() throws Exception {
    String password = firstPassword();
    assertThat(logIn("admin", password, HERE))
        .isEqualTo(new Login.Granted("admin", Role.ADMINISTRATOR));
    assertThat(home.resolve("admin-password")).doesNotExist();
    assertThat(logIn("Admin ", password, HERE)).isInstanceOf(Login.Granted.class);
  }

  @Test
  void a_second_start_makes_no_other_password() throws Exception {
    String password = firstPassword();
    assertThat(firstPassword()).isEqualTo(password);
    logIn("admin", password, HERE);
    start();
    assertThat(home.resolve("admin-password")).doesNotExist();
  }

  @Test
  void a_wrong_password_and_an_unknown_user_are_denied_alike() throws Exception {
    firstPassword();
    assertThat(logIn("admin", "wrong", HERE)).isEqualTo(new Login.Denied());
    assertThat(logIn("nobody", "wrong", HERE)).isEqualTo(new Login.Denied());
    assertThat(home.resolve("admin-password")).exists();
  }

  @Test
  void after_five_wrong_passwords_not_even_the_right_one_is_tried() throws Exception {
    String password = firstPassword();
    for (int i = 0; i < LoginThrottle.FAILURES_PER_USER; i++) {
      logIn("admin", "wrong", HERE);
    }
    assertThat(logIn("admin", password, HERE)).isInstanceOf(Login.Locked.class);
    InetAddress elsewhere = InetAddress.getByName("192.0.2.7");
    assertThat(logIn("admin", password, elsewhere))
        .as("the administrator can't be locked out from other addresses")
        .isInstanceOf(Login.Granted.class);
  }

  @Test
  void a_new_password_replaces_the_old_one() throws Exception {
    String password = firstPassword();
    String another = "中継の長い合言葉をここに置く。";
    assertThat(setPassword("admin", another)).isTrue();
    assertThat(home.resolve("admin-password")).doesNotExist();
    assertThat(logIn("admin", password, HERE)).isInstanceOf(Login.Denied.class);
    assertThat(logIn("admin", another, HERE)).isInstanceOf(Login.Granted.class);
    assertThat(setPassword("nobody", another)).isFalse();
  }

  @Test
  void a_short_password_is_refused() {
    assertThatThrownBy(() -> setPassword("admin", "fourteen chars"))
        .isInstanceOf(WeakPasswordException.class)
        .hasMessageContaining("15 to 256");
  }

  @Test
  void the_password_is_not_stored_as_it_is() throws Exception {
    String password = firstPassword();
    Object stored =
        database.call(
            em ->
                em.createNativeQuery("SELECT password_hash FROM console_users").getSingleResult());
    assertThat(stored.toString()).startsWith("pbkdf2-sha256:120000:").doesNotContain(password);
  }
}
