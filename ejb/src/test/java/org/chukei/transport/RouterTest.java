package org.chukei.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.account.LocalUsers;
import org.chukei.account.LocalUsers.Resolution;
import org.chukei.account.UnacceptableException;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.Mailbox;
import org.chukei.smtp.MailboxParser;
import org.chukei.smtp.ReversePath;
import org.junit.jupiter.api.Test;

class RouterTest {

  private static final LocalUsers USERS =
      recipient -> {
        if (recipient.address().equals("info@example.jp")) {
          return Resolution.Local.account(MailboxParser.mailbox("info@example.jp").orElseThrow());
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

  private static Mailbox mailbox(String text) {
    return MailboxParser.mailbox(text).orElseThrow();
  }

  /** For these accounts, whatever address they are meant by. */
  private static Way way(Transport entry, String recipient, String... accounts) {
    List<Mailbox> mailboxes = Arrays.stream(accounts).map(RouterTest::mailbox).toList();
    LocalUsers users =
        given ->
            new Resolution.Local(mailbox("all@example.jp"), mailboxes, List.of(), Optional.empty());
    return new Router(users, new FixedRoutes(new Route.Mx(), Map.of("example.jp", entry)))
        .way(ReversePath.NULL, ForwardPath.of(mailbox(recipient)));
  }

  private static Transport entry(String pattern, String route) {
    return Transport.read(pattern, "", route, "", "", "", "");
  }

  @Test
  void an_entry_for_a_local_domain_serves_its_users_by_their_accounts_address() {
    Transport dovecot = entry("example.jp", "lmtp:127.0.0.1:24");
    assertThat(way(dovecot, "sales@example.jp", "info@example.jp"))
        .isEqualTo(new Way.By(dovecot, mailbox("info@example.jp")));
    assertThat(way(dovecot, "Info+lists@example.jp", "info@example.jp"))
        .isEqualTo(new Way.By(dovecot, mailbox("Info+lists@example.jp")));
  }

  @Test
  void of_several_users_each_one_served_elsewhere_is_sent_his_own_way() {
    assertThat(
            way(
                entry("example.jp", "lmtp:127.0.0.1:24"),
                "all@example.jp",
                "info@example.jp",
                "here@example.net"))
        .isEqualTo(
            new Way.Mailboxes(
                mailbox("all@example.jp"),
                List.of(mailbox("here@example.net")),
                List.of(mailbox("info@example.jp")),
                Optional.empty()));
  }

  @Test
  void an_entry_for_all_domains_or_by_mx_is_not_for_our_users() {
    for (Transport entry : List.of(entry("*", "lmtp:127.0.0.1:24"), entry("example.jp", "mx"))) {
      assertThat(way(entry, "info@example.jp", "info@example.jp"))
          .isEqualTo(
              new Way.Mailboxes(
                  mailbox("all@example.jp"),
                  List.of(mailbox("info@example.jp")),
                  List.of(),
                  Optional.empty()));
    }
  }

  @Test
  void what_is_no_address_is_named() {
    assertThatThrownBy(() -> router.explain("", "nobody"))
        .isInstanceOf(UnacceptableException.class)
        .hasMessage("'nobody' is not an address such as info@example.jp");
  }
}
