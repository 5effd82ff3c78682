package org.chukei.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.chukei.account.LocalUsers;
import org.chukei.account.LocalUsers.Resolution;
import org.chukei.account.UnacceptableException;
import org.chukei.smtp.MailboxParser;
import org.junit.jupiter.api.Test;

class RouterTest {

  private static final LocalUsers USERS =
      recipient -> {
        if (recipient.address().equals("info@example.jp")) {
          return new Resolution.Local(
              List.of(MailboxParser.mailbox("info@example.jp").orElseThrow()));
        }
        return recipient.address().endsWith("@example.jp")
            ? new Resolution.Unknown()
            : new Resolution.Foreign(recipient.mailbox().orElseThrow());
      };

  private final Router router =
      new Router(
          USERS,
          new FixedRoutes(
              new Route.Mx(),
              Map.of(
                  "example.com",
                  Transport.read(
                      "example.com", "", "smtp.example.net:587", "verify", "", "me", "s3cret"))));

  @Test
  void an_address_is_told_its_way_and_why() {
    assertThat(router.explain("", "a@example.com"))
        .isEqualTo(
            new Router.Explanation(
                "smtp.example.net:587",
                "smtp.example.net:587",
                "verify",
                "",
                "me",
                "the transport of example.com"));
    assertThat(router.explain("<>", "a@example.net").why())
        .isEqualTo("no transport is for it: by MX");
    assertThat(router.explain("", "info@example.jp").why())
        .isEqualTo("a local user: info@example.jp");
    assertThat(router.explain("", "gone@example.jp").why())
        .isEqualTo("the domain is local, and there is no such user");
  }

  @Test
  void what_is_no_address_is_named() {
    assertThatThrownBy(() -> router.explain("", "nobody"))
        .isInstanceOf(UnacceptableException.class)
        .hasMessage("'nobody' is not an address such as info@example.jp");
  }
}
