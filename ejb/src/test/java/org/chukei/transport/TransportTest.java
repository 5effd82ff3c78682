package org.chukei.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chukei.account.UnacceptableException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {

  @ParameterizedTest
  @CsvSource({
    "mx, mx",
    "smtp.example.net:587, smtp.example.net:587",
    "[smtp.example.net], smtp.example.net:25",
    "[smtp.example.net]:587, smtp.example.net:587",
    "[2001:db8::1]:25, [2001:db8::1]:25",
    "[2001:db8::1], [2001:db8::1]:25",
    "[192.0.2.1], 192.0.2.1:25",
    "smtps:smtp.example.net:465, smtps:smtp.example.net:465",
    "lmtp:127.0.0.1:24, lmtp:127.0.0.1:24",
    "lmtp:unix:/run/dovecot/lmtp, lmtp:unix:/run/dovecot/lmtp",
    "maildir:, maildir:",
    "discard, discard",
    "bounce, bounce",
  })
  void these_are_routes(String text, String read) {
    assertThat(Route.parse(text)).hasToString(read);
    assertThat(Route.parse(read)).isEqualTo(Route.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "smtp.example.net",
        "smtp.example.net:0",
        "smtp.example.net:65536",
        "smtp.example.net:smtp",
        "-x:25",
        "1.2.3:25",
        "[zz::1]:25",
        "smtp example:25",
        "lmtp:smtp.example.net",
        "lmtp:smtp.example.net:25",
        "lmtp:unix:relative",
        "lmtp:unix:",
        "maildir:/tmp",
        "MX",
        "http:x:1",
        "[]:25",
      })
  void these_are_not(String text) {
    assertThatThrownBy(() -> Route.parse(text))
        .isInstanceOf(UnacceptableException.class)
        .hasMessageStartingWith("route: '" + text + "' ");
  }

  @ParameterizedTest
  @CsvSource({
    "'ex ample', '', mx, '', '', '', '', recipient: 'ex ample' must be a domain",
    "*, foo@x, mx, '', '', '', '', sender: 'foo@x' must be a domain",
    "*, '', mx, always, '', '', '', tls: 'always' must be none",
    "*, '', mx, '', 10.1, '', '', source: '10.1' must be an IP address",
    "*, '', mx, '', '192.0.2.1 192.0.2.2', '', '', source: '192.0.2.1 192.0.2.2' must be",
    "*, '', a.example:25, '', '', me, '', a login is a user and a secret",
    "*, '', mx, '', '', me, secret, user: only a host:port",
    "*, '', discard, may, '', '', '', tls: discard opens no connection",
    "*, '', maildir:, '', 192.0.2.1, '', '', source: maildir: opens no connection",
    "*, '', smtps:a.example:465, may, '', '', '', tls: smtps:a.example:465 always encrypts",
  })
  void a_value_that_makes_no_sense_is_named_with_its_remedy(
      String recipient,
      String sender,
      String route,
      String tls,
      String source,
      String user,
      String secret,
      String message) {
    assertThatThrownBy(() -> Transport.read(recipient, sender, route, tls, source, user, secret))
        .isInstanceOf(UnacceptableException.class)
        .hasMessageStartingWith(message);
  }
}
