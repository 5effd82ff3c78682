package org.chukei.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermitConditionTest {

  private static final String PLAIN = "0a1b2c3d".repeat(8);
  private static final String ENTRY = "192.0.2.0/24 client-cert=SHA256:" + PLAIN;

  private static PermitEntry only(String text) {
    return NetworkList.permits(text).get(0);
  }

  @Test
  void a_fingerprint_is_read_as_openssl_prints_it_too_and_has_one_spelling() {
    String byOpenssl = "0A:1B:2C:3D:".repeat(8);
    PermitEntry entry =
        only(
            "192.0.2.7/24\tclient-cert=SHA256:"
                + byOpenssl.substring(0, byOpenssl.length() - 1)
                + "  # the printer");
    assertThat(entry.text()).isEqualTo(ENTRY);
    assertThat(only(entry.text())).isEqualTo(entry);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1 192.0.2.2",
        "192.0.2.1 client-cert",
        "192.0.2.1 client-cert=",
        "192.0.2.1 client-cert=SHA256:",
        "192.0.2.1 client-cert=SHA1:0a1b2c3d",
        "192.0.2.1 client-cert=SHA256:0a1b",
        "192.0.2.1 client-cert=SHA256:xx1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d",
        "192.0.2.1 client-cert=0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d",
        "192.0.2.1 sender=example.com",
        "client-cert=SHA256:0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d 192.0.2.1"
      })
  void anything_else_is_refused_with_its_line(String line) {
    assertThatThrownBy(() -> NetworkList.permits("192.0.2.9\n" + line))
        .isInstanceOfSatisfying(
            ListRejectedException.class,
            e -> {
              assertThat(e.errors()).extracting(ListError::line).containsExactly(2);
              assertThat(e.errors().get(0).reason()).isNotBlank();
            });
  }

  @Test
  void a_condition_stands_once_in_an_entry() {
    assertThatThrownBy(() -> only(ENTRY + " client-cert=SHA256:" + PLAIN))
        .isInstanceOfSatisfying(
            ListRejectedException.class,
            e -> assertThat(e.errors().get(0).reason()).contains("stands twice"));
  }

  @Test
  void taking_a_condition_away_or_changing_it_is_not_within_what_was_acknowledged() {
    List<PermitEntry> acknowledged = NetworkList.permits(ENTRY);
    assertThat(within("192.0.2.0/25 client-cert=SHA256:" + PLAIN, acknowledged)).isTrue();
    assertThat(within("", acknowledged)).isTrue();
    assertThat(within("192.0.2.0/24", acknowledged)).isFalse();
    assertThat(within("192.0.2.1 client-cert=SHA256:" + "ff".repeat(32), acknowledged)).isFalse();
    assertThat(within(ENTRY, NetworkList.permits("192.0.2.0/25\n192.0.2.128/25"))).isTrue();
  }

  private static boolean within(String list, List<PermitEntry> others) {
    return ListForm.PERMITS.isWithin(NetworkList.permits(list), others);
  }
}
