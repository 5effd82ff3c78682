package org.chukei.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chukei.account.UnacceptableException;
import org.chukei.connector.api.Service;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.ReversePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayQuestionTest {

  @Test
  void addresses_may_be_bare_or_in_angle_brackets() {
    RelayQuestion question =
        RelayQuestion.read(
            "submission", " 192.0.2.1 ", false, "<info@example.com>", "info@example.jp", " ", "");
    assertThat(question.service()).isEqualTo(Service.SUBMISSION);
    assertThat(question.client().getHostAddress()).isEqualTo("192.0.2.1");
    assertThat(question.sender()).hasToString("<info@example.com>");
    assertThat(question.recipient()).hasToString("<info@example.jp>");
    assertThat(question.account()).isEmpty();
  }

  @Test
  void an_empty_sender_is_the_null_reverse_path_and_postmaster_needs_no_domain() {
    RelayQuestion question =
        RelayQuestion.read("MX", "::1", false, "<>", "Postmaster", "info@example.jp", "");
    assertThat(question.sender()).isEqualTo(ReversePath.NULL);
    assertThat(question.recipient()).isEqualTo(ForwardPath.POSTMASTER);
    assertThat(question.account()).contains("info@example.jp");
  }

  @Test
  void the_submissions_service_is_always_encrypted() {
    assertThat(RelayQuestion.read("submissions", "::1", false, "", "a@example.com", "", "").tls())
        .isTrue();
    assertThat(RelayQuestion.read("submission", "::1", false, "", "a@example.com", "", "").tls())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "POP3, 192.0.2.1, a@example.com, b@example.com, service",
    "MX, localhost, a@example.com, b@example.com, client",
    "MX, 192.0.2.0/24, a@example.com, b@example.com, client",
    "MX, 192.0.2.1, a b, b@example.com, sender",
    "MX, 192.0.2.1, a@example.com, b, recipient",
    "MX, 192.0.2.1, a@example.com, '', recipient"
  })
  void what_cannot_be_read_is_named(
      String service, String client, String sender, String recipient, String field) {
    assertThatThrownBy(() -> RelayQuestion.read(service, client, true, sender, recipient, "", ""))
        .isInstanceOfSatisfying(
            UnacceptableException.class, e -> assertThat(e.field()).isEqualTo(field));
  }
}
