package org.chukei.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Locale;
import org.chukei.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.1",
        "*",
        "010.0.0.1",
        "10.0.0.256",
        "0x0a.0.0.1",
        "fe80::1%eth0",
        "::1::",
        "1:2",
        "::g",
        "::12345",
        "10.0.0.0/33",
        "10.0.0.0/08",
        "::/129",
        "10.0.0.0/8,255.0.0.0",
        "10.0.0.0,255.0.255.0",
        "::1,ffff::",
        "/8"
      })
  void every_reason_a_network_is_refused_for_is_told_in_japanese(String text) {
    Throwable refusal = catchThrowable(() -> Network.parse(text));
    String told = Sentences.in(refusal.getMessage(), Locale.JAPANESE);
    assertThat(told).isNotEqualTo(refusal.getMessage()).containsPattern("\\p{IsHiragana}");
  }

  @Test
  void what_the_operator_wrote_is_kept_to_the_letter() {
    assertThat(Sentences.in("'{0}' is not an IPv4 address of four octets", Locale.JAPANESE))
        .contains("「{0}」");
  }

  @Test
  void english_stays_as_it_is_and_so_does_what_nobody_translated() {
    assertThat(Sentences.in("the address is missing", Locale.ENGLISH))
        .isEqualTo("the address is missing");
    assertThat(Sentences.in("the moon is full", Locale.JAPANESE)).isEqualTo("the moon is full");
  }

  @Test
  void a_remedy_is_told_condition_by_condition() {
    String remedy =
        "it would have passed if the client were on the permit list and the client were"
            + " UNCONDITIONAL on the connection list; or if the recipient were a local user";
    assertThat(Sentences.remedy(remedy, Locale.JAPANESE))
        .contains("許可リスト", "、かつ", "UNCONDITIONAL", "、または")
        .doesNotContain("the ");
    assertThat(Sentences.remedy(remedy, Locale.ENGLISH)).isEqualTo(remedy);
    assertThat(Sentences.remedy("", Locale.JAPANESE)).isEmpty();
  }
}
