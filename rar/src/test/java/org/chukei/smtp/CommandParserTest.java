package org.chukei.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What the dialogues don't see: the values that come out. */
class CommandParserTest {

  @Test
  void mail_carries_path_and_parameters() {
    Command.Mail mail =
        (Command.Mail)
            CommandParser.parse(
                "MAIL FROM:<\"a > b\"@example.com> SIZE=1000 BODY=8BITMIME AUTH=<>");
    assertThat(mail.sender().address()).isEqualTo("\"a > b\"@example.com");
    assertThat(mail.size()).isEqualTo(OptionalLong.of(1000));
    assertThat(mail.parameters().body()).isEqualTo(BodyType.EIGHT_BIT_MIME);
    assertThat(mail.auth()).contains("<>");
    assertThat(mail.hasParameters()).isTrue();
  }

  @Test
  void a_source_route_is_dropped() {
    Command.Rcpt rcpt =
        (Command.Rcpt) CommandParser.parse("RCPT TO:<@a.example,@b:info@example.jp>");
    assertThat(rcpt.recipient().address()).isEqualTo("info@example.jp");
  }

  @Test
  void the_spelling_of_an_address_is_kept() {
    Command.Rcpt rcpt = (Command.Rcpt) CommandParser.parse("rcpt to:<InFo@EXAMPLE.jp>");
    assertThat(rcpt.recipient().address()).isEqualTo("InFo@EXAMPLE.jp");
  }

  @Test
  void null_reverse_path_and_bare_postmaster_are_what_they_are() {
    assertThat(CommandParser.parse("MAIL FROM:<>"))
        .isEqualTo(
            new Command.Mail(
                ReversePath.NULL,
                OptionalLong.empty(),
                Optional.empty(),
                MailParameters.NONE,
                false));
    assertThat(CommandParser.parse("RCPT TO:<pOSTMASTER>"))
        .isEqualTo(new Command.Rcpt(ForwardPath.POSTMASTER, RcptParameters.NONE));
  }

  @Test
  void mail_and_rcpt_carry_what_is_asked_of_notices() {
    Command.Mail mail =
        (Command.Mail)
            CommandParser.parse("MAIL FROM:<a@example.com> REQUIRETLS RET=hdrs ENVID=a+2Bb");
    assertThat(mail.parameters())
        .isEqualTo(
            new MailParameters(
                BodyType.SEVEN_BIT,
                false,
                true,
                Optional.of(ReturnedContent.HDRS),
                Optional.of("a+2Bb")));
    Command.Rcpt rcpt =
        (Command.Rcpt)
            CommandParser.parse("RCPT TO:<a@example.com> ORCPT=rfc822;b@example.com NOTIFY=DELAY");
    assertThat(rcpt.parameters())
        .isEqualTo(
            new RcptParameters(
                Optional.of(new Notify(false, false, true)),
                Optional.of(new OriginalRecipient("rfc822", "b@example.com"))));
  }

  @Test
  void an_original_recipient_in_plain_utf_8_is_kept_in_the_coding_that_every_hop_takes() {
    String octets =
        new String(
            "RCPT TO:<a@example.com> ORCPT=utf-8;宛先@example.jp".getBytes(StandardCharsets.UTF_8),
            StandardCharsets.ISO_8859_1);
    Command.Rcpt rcpt = (Command.Rcpt) CommandParser.parse(octets);
    assertThat(rcpt.parameters().originalRecipient())
        .contains(new OriginalRecipient("utf-8", "\\x{5B9B}\\x{5148}@example.jp"));
  }

  @Test
  void rcpt_may_be_longer_by_what_the_extensions_add() {
    String rcpt = "RCPT TO:<a@example.com> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;";
    assertThat(CommandParser.parse(rcpt + "x".repeat(493))).isInstanceOf(Command.Rcpt.class);
    assertThat(CommandParser.parse(rcpt + "x".repeat(494))).isInstanceOf(Command.Bad.class);
  }

  @Test
  void auth_keeps_its_initial_response_to_the_letter() {
    assertThat(CommandParser.parse("auth plain AGEAYg=="))
        .isEqualTo(new Command.Auth("PLAIN", Optional.of("AGEAYg==")));
    assertThat(CommandParser.parse("AUTH " + "x".repeat(12_281))).isInstanceOf(Command.Auth.class);
    assertThat(CommandParser.parse("AUTH " + "x".repeat(12_282))).isInstanceOf(Command.Bad.class);
  }

  @Test
  void mail_may_be_longer_by_what_the_extensions_add() {
    String mail = "MAIL FROM:<a@example.com> AUTH=";
    assertThat(CommandParser.parse(mail + "x".repeat(1_190 - mail.length())))
        .isInstanceOf(Command.Mail.class);
    assertThat(CommandParser.parse(mail + "x".repeat(1_191 - mail.length())))
        .isInstanceOf(Command.Bad.class);
  }

  @Property(tries = 20_000)
  void any_line_is_a_command_or_gets_a_reply_that_says_why_not(@ForAll("lines") String line) {
    Command command = CommandParser.parse(line);
    if (command instanceof Command.Bad bad) {
      assertThat(bad.reply().isPermanent()).isTrue();
    }
    if (command instanceof Command.Mail mail) {
      assertThat(mail.sender().toString()).matches("<[^\\p{Cntrl}]*>");
      assertThat(mail.sender().isAscii() || mail.parameters().smtpUtf8()).isTrue();
    }
    if (command instanceof Command.Rcpt rcpt) {
      assertThat(rcpt.recipient().toString()).matches("<[^\\p{Cntrl}]+>");
    }
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.of(
            "EHLO",
            "MAIL",
            "FROM:",
            "RCPT",
            "TO:",
            "AUTH",
            " ",
            "<",
            ">",
            "@",
            ":",
            ",",
            "\"",
            "\\",
            "a",
            "example.com",
            "postmaster",
            "SIZE=",
            "BODY=",
            "SMTPUTF8",
            "BDAT",
            "LAST",
            "\u00c3\u00bc",
            "=",
            "RET=HDRS",
            "ENVID=",
            "NOTIFY=",
            "NEVER",
            "ORCPT=",
            "rfc822;",
            "REQUIRETLS",
            "+2B",
            "1",
            ".",
            "[",
            "]",
            "IPv6:",
            "\0",
            "\u00e4",
            "\t")
        .list()
        .ofMaxSize(16)
        .map(l -> String.join("", l));
  }
}
