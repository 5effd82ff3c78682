package org.chukei.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DsnParametersTest {

  @Test
  void notify_is_never_or_any_of_three() {
    assertThat(DsnParameters.notify("NEVER")).contains(Notify.NEVER);
    assertThat(DsnParameters.notify("success")).contains(new Notify(true, false, false));
    assertThat(DsnParameters.notify("Failure,DELAY")).contains(new Notify(false, true, true));
    assertThat(DsnParameters.notify("DELAY,SUCCESS,FAILURE"))
        .contains(new Notify(true, true, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "NEVER,NEVER",
        "NEVER,SUCCESS",
        "SUCCESS,NEVER",
        "SUCCESS,SUCCESS",
        "SUCCESS,",
        ",",
        "ALWAYS",
        "SUCCESS;FAILURE"
      })
  void notify_is_nothing_else(String value) {
    assertThat(DsnParameters.notify(value)).isEmpty();
  }

  @Test
  void an_original_recipient_is_kept_as_it_was_given() {
    assertThat(DsnParameters.originalRecipient("rfc822;a+2Bb@example.org"))
        .contains(new OriginalRecipient("rfc822", "a+2Bb@example.org"));
    assertThat(DsnParameters.originalRecipient("X400;/S=a/")).isEmpty(); // = must be coded
    assertThat(DsnParameters.originalRecipient("X400;/S+3Da;b/")).isPresent();
    OriginalRecipient wide =
        DsnParameters.originalRecipient("utf-8;\\x{5B9B}\\x{1F600}\\x{2B}@example.org")
            .orElseThrow();
    assertThat(wide.unitext()).isEqualTo("宛😀+@example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "rfc822",
        "rfc822;",
        ";a@example.org",
        "rfc 822;a",
        "rfc822;a+2bb",
        "rfc822;a+",
        "rfc822;a+0D+0Ab",
        "rfc822;a+FFb",
        "rfc822;a+7F",
        "utf-8;\\x{61}",
        "utf-8;\\x{5b9b}",
        "utf-8;\\x{5B9B",
        "utf-8;\\",
        "utf-8;\\x{110000}"
      })
  void what_is_no_original_recipient_is_refused(String value) {
    assertThat(DsnParameters.originalRecipient(value)).isEmpty();
  }

  @Test
  void lengths_are_bounded() {
    assertThat(DsnParameters.envelopeId("x".repeat(100))).isPresent();
    assertThat(DsnParameters.envelopeId("x".repeat(101))).isEmpty();
    assertThat(DsnParameters.originalRecipient("rfc822;" + "x".repeat(493))).isPresent();
    assertThat(DsnParameters.originalRecipient("rfc822;" + "x".repeat(494))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=b", "a+b", "a+4", "+0A", "+00", "+80", "+2b"})
  void what_is_no_envelope_id_is_refused(String value) {
    assertThat(DsnParameters.envelopeId(value)).isEmpty();
  }

  @Test
  void ret_is_one_of_two() {
    assertThat(DsnParameters.returned("full")).contains(ReturnedContent.FULL);
    assertThat(DsnParameters.returned("HDRS")).contains(ReturnedContent.HDRS);
    assertThat(DsnParameters.returned("")).isEmpty();
    assertThat(DsnParameters.returned("BODY")).isEmpty();
  }

  @Property
  void xtext_comes_back_as_it_was(
      @ForAll @CharRange(from = 0, to = 127) @StringLength(max = 60) String text) {
    assertThat(Xtext.encode(text)).matches("[!-~]*").doesNotContain("=");
    assertThat(Xtext.decode(Xtext.encode(text))).contains(text);
  }
}
