package org.chukei.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chukei.smtp.MailboxParser;
import org.chukei.smtp.ReversePath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportTableTest {

  private final TransportTable table =
      new TransportTable(
          List.of(
              entry("Example.COM", "", "exact:25"),
              entry("example.com", "example.jp", "from-jp:25"),
              entry(".example.com", "*", "beneath:25"),
              entry(".deep.example.com", "", "deep:25"),
              entry("*", "example.jp", "all-from-jp:25")));

  private static Transport entry(String recipient, String sender, String route) {
    return Transport.read(recipient, sender, route, "", "", "", "");
  }

  @ParameterizedTest
  @CsvSource({
    "example.org,  example.com,         exact:25",
    "example.org,  EXAMPLE.COM,         exact:25",
    "example.jp,   example.com,         from-jp:25",
    "example.org,  a.example.com,       beneath:25",
    "example.org,  a.b.example.com,     beneath:25",
    "example.org,  x.deep.example.com,  deep:25",
    "example.org,  notexample.com,      usual",
    "'',           example.com,         exact:25",
    "example.jp,   elsewhere.example,   all-from-jp:25",
    "a.example.jp, elsewhere.example,   usual",
    "example.org,  [192.0.2.1],         usual",
    "example.jp,   [192.0.2.1],         all-from-jp:25",
  })
  void the_most_specific_entry_wins_by_recipient_first(
      String sender, String recipient, String expected) {
    ReversePath from =
        sender.isEmpty()
            ? ReversePath.NULL
            : ReversePath.of(MailboxParser.mailbox("info@" + sender).orElseThrow());
    String found =
        table
            .find(from, MailboxParser.domainOrLiteral(recipient).orElseThrow())
            .map(entry -> entry.route().toString())
            .orElse("usual");
    assertThat(found).isEqualTo(expected);
  }
}
