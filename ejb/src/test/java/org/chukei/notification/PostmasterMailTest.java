package org.chukei.notification;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import org.chukei.notification.PostmasterMail.Words;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.junit.jupiter.api.Test;

class PostmasterMailTest {

  private static final Instant NOW = Instant.parse("2026-11-28T01:02:03Z");

  private final PostmasterMail mail =
      new PostmasterMail("relay.example.jp", Clock.fixed(NOW, ZoneOffset.UTC));

  private Notice compose() throws IOException {
    return mail.compose(
        new Words("Something is odd", "様子が変です", List.of("To whom it concerns:", "", "ご確認ください。")));
  }

  private static byte[] octets(Notice notice) throws IOException {
    try (InputStream in = notice.content().open()) {
      return in.readAllBytes();
    }
  }

  @Test
  void it_goes_to_the_postmaster_and_nobody_can_answer_it() throws Exception {
    Notice notice = compose();

    assertThat(notice.envelope().sender().isNull()).isTrue();
    assertThat(notice.envelope().path(0)).isEqualTo(ForwardPath.POSTMASTER);
    assertThat(notice.envelope().recipients()).hasSize(1);
    assertThat(notice.envelope().size()).isEqualTo(octets(notice).length);
    assertThat(notice.about()).isEmpty();
  }

  @Test
  void it_is_read_in_both_languages() throws Exception {
    MimeMessage message =
        new MimeMessage(Session.getInstance(new Properties()), compose().content().open());

    assertThat(message.getSubject()).isEqualTo("Something is odd 様子が変です");
    assertThat((String) message.getContent()).isEqualTo("To whom it concerns:\r\n\r\nご確認ください。\r\n");
    assertThat(message.getHeader("To")).containsExactly("postmaster@relay.example.jp");
    assertThat(message.getHeader("From"))
        .containsExactly("Mail Delivery System <MAILER-DAEMON@relay.example.jp>");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(message.getSentDate()).isEqualTo(NOW);
  }

  @Test
  void it_is_of_seven_bits_and_says_so() throws Exception {
    Notice notice = compose();

    assertThat(notice.envelope().parameters()).isEqualTo(MailParameters.NONE);
    assertThat(new String(octets(notice), StandardCharsets.ISO_8859_1))
        .matches("\\p{ASCII}+")
        .contains(
            "\r\nMIME-Version: 1.0\r\n", "\r\nContent-Transfer-Encoding: quoted-printable\r\n");
  }

  @Test
  void each_has_a_queue_id_of_its_own() throws Exception {
    Notice one = compose();

    assertThat(compose().envelope().queueId()).isNotEqualTo(one.envelope().queueId());
    assertThat(new String(octets(one), StandardCharsets.US_ASCII))
        .contains("Message-ID: <" + one.envelope().queueId() + "@relay.example.jp>");
  }
}
