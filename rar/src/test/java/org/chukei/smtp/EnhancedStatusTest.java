package org.chukei.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnhancedStatusTest {

  @ParameterizedTest
  @ValueSource(strings = {"2.0.0", "4.4.2", "5.7.1", "5.999.999", "4.10.0"})
  void a_status_is_read_as_it_is_written(String text) {
    assertThat(EnhancedStatus.parse(text)).hasValueSatisfying(s -> assertThat(s).hasToString(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "5.",
        "5.7",
        "5.7.",
        "5..1",
        ".7.1",
        "5.7.1 ",
        " 5.7.1",
        "3.0.0",
        "1.0.0",
        "55.7.1",
        "5.7.1.1",
        "5.1000.0",
        "5.0.1000",
        "5.-1.0",
        "5.a.0",
        "5,7,1",
        "5.7.١"
      })
  void anything_else_is_none(String text) {
    assertThat(EnhancedStatus.parse(text)).isEmpty();
  }
}
