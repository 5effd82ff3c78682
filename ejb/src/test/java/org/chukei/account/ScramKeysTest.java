package org.chukei.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.chukei.connector.api.ScramParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScramKeysTest {

  /** RFC 7677 §3. */
  @Test
  void the_keys_are_those_of_the_rfcs_example() {
    ScramKeys keys =
        ScramKeys.of(
            Password.of("pencil"), Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);
    String authMessage =
        "n=user,r=rOprNGfwEbeRWgbNEkqO,"
            + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
            + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    byte[] signature = keys.serverSignature(authMessage.getBytes(StandardCharsets.US_ASCII));
    assertThat(Base64.getEncoder().encodeToString(signature))
        .isEqualTo("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
  }

  /** RFC 7677 §3. */
  @Test
  void the_proof_of_the_rfc_is_right_and_no_other() {
    ScramKeys keys =
        ScramKeys.of(
            Password.of("pencil"), Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4_096);
    String nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    String authMessage =
        "n=user,r=rOprNGfwEbeRWgbNEkqO,r="
            + nonce
            + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r="
            + nonce;
    String proof = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    assertThat(keys.parameters()).isEqualTo(new ScramParameters("W22ZaJ0SNY7soEsUEjb6gQ==", 4_096));
    assertThat(keys.verify(authMessage, proof))
        .contains("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    assertThat(keys.verify(authMessage + " ", proof)).isEmpty();
    assertThat(keys.verify(authMessage, "d" + proof.substring(1, 42) + "B=")).isEmpty();
    assertThat(keys.verify(authMessage, "AAAA")).isEmpty();
    assertThat(keys.verify(authMessage, "A")).isEmpty();
  }

  @Test
  void the_right_password_matches_and_no_other() {
    ScramKeys keys = ScramKeys.parse(ScramKeys.of(Password.of("correct horse")).format());
    assertThat(keys.match(Password.of("correct horse"))).isTrue();
    assertThat(keys.match(Password.of("correct Horse"))).isFalse();
    assertThat(keys.match(Password.of("correct horse "))).isFalse();
  }

  @Test
  void two_accounts_with_one_password_have_different_keys() {
    assertThat(ScramKeys.of(Password.of("x")).format())
        .isNotEqualTo(ScramKeys.of(Password.of("x")).format())
        .startsWith("SCRAM-SHA-256$120000:")
        .hasSizeLessThan(256);
  }

  @Test
  void nothing_secret_is_printed() {
    assertThat(ScramKeys.of(Password.of("secret")).toString())
        .isEqualTo("ScramKeys[120000 iterations]");
    assertThat(Password.of("secret").toString()).doesNotContain("secret");
  }

  /** "が" by one keyboard is one character, by another two; full-width letters are letters. */
  @Test
  void one_password_typed_on_two_keyboards_is_one_password() {
    ScramKeys keys = ScramKeys.of(Password.of("\u304c A"));
    assertThat(keys.match(Password.of("\u304b\u3099\u3000\uff21"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u00ad", "a\u0000b", "a\nb", "a\u007f"})
  void a_password_that_cannot_be_is_refused(String text) {
    assertThatThrownBy(() -> Password.of(text))
        .isInstanceOf(UnacceptableException.class)
        .hasMessageNotContaining(text.isEmpty() ? "\u0000" : text);
  }

  @Test
  void a_password_of_1024_characters_is_the_longest() {
    assertThat(Password.read("x".repeat(1_024))).isPresent();
    assertThat(Password.read("x".repeat(1_025))).isEmpty();
  }
}
