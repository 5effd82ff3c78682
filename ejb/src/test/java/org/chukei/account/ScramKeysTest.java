package org.chukei.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScramKeysTest {

  /** The conversation of RFC 7677 §3, between "user" with password "pencil" and a server. */
  private static final byte[] AUTH_MESSAGE =
      ("n=user,r=rOprNGfwEbeRWgbNEkqO,"
              + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
              + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
              + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0")
          .getBytes(StandardCharsets.US_ASCII);

  private static final ScramKeys PENCIL =
      ScramKeys.of(Password.of("pencil"), base64("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);

  @Test
  void the_server_key_signs_as_in_the_rfcs_example() {
    assertThat(PENCIL.serverSignature(AUTH_MESSAGE))
        .isEqualTo(base64("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
  }

  /** RFC 5802 §3: ClientKey = ClientProof XOR HMAC(StoredKey, AuthMessage). */
  @Test
  void the_stored_key_verifies_the_proof_of_the_rfcs_example() throws Exception {
    String[] parts = PENCIL.format().split("[$:]");
    byte[] storedKey = base64(parts[3]);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(storedKey, "HmacSHA256"));
    byte[] clientKey = mac.doFinal(AUTH_MESSAGE);
    byte[] proof = base64("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    for (int i = 0; i < clientKey.length; i++) {
      clientKey[i] ^= proof[i];
    }
    assertThat(MessageDigest.getInstance("SHA-256").digest(clientKey)).isEqualTo(storedKey);
  }

  private static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
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
