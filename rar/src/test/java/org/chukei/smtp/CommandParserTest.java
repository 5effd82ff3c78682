package org.chukei.smtp;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(mail.body()).contains(BodyType.EIGHT_BIT_MIME);
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
                ReversePath.NULL, OptionalLong.empty(), Optional.empty(), false, Optional.empty()));
    assertThat(CommandParser.parse("RCPT TO:<pOSTMASTER>"))
        .isEqualTo(new Command.Rcpt(ForwardPath.POSTMASTER));
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
    assertThat(CommandParser.parse(mail + "x".repeat(1_063 - mail.length())))
        .isInstanceOf(Command.Mail.class);
    assertThat(CommandParser.parse(mail + "x".repeat(1_064 - mail.length())))
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
      assertThat(mail.sender().isAscii() || mail.smtpUtf8()).isTrue();
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
