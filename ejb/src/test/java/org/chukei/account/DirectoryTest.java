package org.chukei.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.account.LocalUsers.Resolution;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.Mailbox;
import org.chukei.smtp.MailboxParser;
import org.chukei.smtp.ReversePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryTest {

  private final Directory directory = DirectoryFixture.directory(Optional.empty());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "info@example.jp          | info@example.jp",
        "INFO@Example.JP          | info@example.jp",
        "\"info\"@example.jp      | info@example.jp",
        "\"in\\fo\"@example.jp    | info@example.jp",
        "info+lists@example.jp    | info@example.jp",
        "info+a+b@example.jp      | info@example.jp",
        "sales@example.jp         | info@example.jp",
        "Sales+x@example.jp       | info@example.jp",
        "all@example.jp           | info2@example.jp info@example.jp",
        "postmaster@example.jp    | postmaster@example.jp",
        "PostMaster@example.jp    | postmaster@example.jp",
        "abuse@example.jp         | postmaster@example.jp",
      })
  void a_local_user_is_found_by_every_spelling(String address, String mailboxes) {
    assertThat(local(directory, address)).isEqualTo(List.of(mailboxes.split(" ")));
  }

  @Test
  void what_is_passed_on_goes_in_the_name_of_an_account_that_owns_the_alias() {
    Directory passing =
        new Directory(
            new DirectoryEntries(
                List.of(new LocalDomain("example.jp", Optional.empty())),
                Map.of("info@example.jp", Optional.empty()),
                List.of(
                    new Alias(
                        "sales@example.jp", "info@example.jp", Optional.of("Boss@away.example"))),
                List.of(
                    new Group(
                        "all@example.jp",
                        List.of("info@example.jp"),
                        List.of("friend@away.example"),
                        Optional.of("info@example.jp"))),
                List.of()),
            "mail.example.jp",
            Optional.empty());
    assertThat(passing.resolve(mailbox("Sales+x@example.jp")))
        .isEqualTo(
            new Resolution.Local(
                mailbox("sales@example.jp"),
                List.of(),
                List.of(mailbox("Boss@away.example")),
                Optional.of(mailbox("info@example.jp"))));
    assertThat(passing.resolve(mailbox("all@example.jp")))
        .isEqualTo(
            new Resolution.Local(
                mailbox("all@example.jp"),
                List.of(mailbox("info@example.jp")),
                List.of(mailbox("friend@away.example")),
                Optional.of(mailbox("info@example.jp"))));
    assertThat(passing.owns("info@example.jp", ReversePath.of(mailbox("sales@example.jp"))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody@example.jp",
        "+info@example.jp",
        "all+x@example.jp",
        "\"info@example.jp\"@example.jp",
        "info%example.com@example.jp",
        "example.com!info@example.jp",
        "postmaster+x@example.jp",
      })
  void an_address_that_nobody_has_is_unknown(String address) {
    assertThat(directory.resolve(mailbox(address))).isInstanceOf(Resolution.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "info@example.com",
        "info@sub.example.jp",
        "postmaster@example.com",
        "\"info@example.jp\"@example.com",
        "info@[192.0.2.1]",
      })
  void an_address_in_any_other_domain_is_foreign(String address) {
    assertThat(directory.resolve(mailbox(address)))
        .isEqualTo(new Resolution.Foreign(mailbox(address)));
  }

  @Test
  void a_catch_all_gets_what_nobody_has_and_nothing_else() {
    DirectoryEntries entries = DirectoryFixture.entries();
    Directory catching =
        new Directory(
            new DirectoryEntries(
                List.of(new LocalDomain("example.jp", Optional.of("other@example.jp"))),
                entries.accounts(),
                entries.aliases(),
                entries.groups(),
                entries.grants()),
            "mail.example.jp",
            Optional.empty());
    assertThat(local(catching, "nobody@example.jp")).containsExactly("other@example.jp");
    assertThat(local(catching, "info@example.jp")).containsExactly("info@example.jp");
    assertThat(local(catching, "info+x@example.jp")).containsExactly("info@example.jp");
    assertThat(local(catching, "postmaster@example.jp")).containsExactly("postmaster@example.jp");
    assertThat(catching.owns("other@example.jp", sender("nobody@example.jp"))).isFalse();
  }

  @Test
  void the_bare_postmaster_has_a_maildir_at_our_own_name() {
    assertThat(local(directory.resolve(ForwardPath.POSTMASTER)))
        .containsExactly("postmaster@mail.example.jp");
  }

  @Test
  void the_configured_account_gets_mail_for_postmaster_and_abuse() {
    Directory configured = DirectoryFixture.directory(Optional.of(mailbox("Sales@example.jp")));
    assertThat(local(configured.resolve(ForwardPath.POSTMASTER)))
        .containsExactly("info@example.jp");
    assertThat(local(configured, "postmaster@example.jp")).containsExactly("info@example.jp");
    assertThat(local(configured, "abuse@example.jp")).containsExactly("info@example.jp");
  }

  @Test
  void a_configured_postmaster_that_is_no_account_has_its_maildir_all_the_same() {
    Directory configured = DirectoryFixture.directory(Optional.of(mailbox("Admin@example.net")));
    assertThat(local(configured, "abuse@example.jp")).containsExactly("admin@example.net");
    Directory quoted = DirectoryFixture.directory(Optional.of(mailbox("\"a b\"@example.jp")));
    assertThat(local(quoted.resolve(ForwardPath.POSTMASTER))).containsExactly("\"a b\"@example.jp");
  }

  @Test
  void an_explicit_postmaster_wins_over_the_setting() {
    DirectoryEntries entries = DirectoryFixture.entries();
    Directory explicit =
        new Directory(
            new DirectoryEntries(
                entries.domains(),
                entries.accounts(),
                List.of(
                    new Alias("postmaster@example.jp", "info2@example.jp"),
                    new Alias("abuse@example.jp", "other@example.jp")),
                List.of(),
                List.of()),
            "Example.JP",
            Optional.of(mailbox("info@example.jp")));
    assertThat(local(explicit, "postmaster@example.jp")).containsExactly("info2@example.jp");
    assertThat(local(explicit, "abuse@example.jp")).containsExactly("other@example.jp");
    assertThat(local(explicit.resolve(ForwardPath.POSTMASTER))).containsExactly("info2@example.jp");
  }

  @Test
  void a_machine_whose_name_is_no_domain_name_has_a_postmaster_too() {
    Directory odd =
        new Directory(
            new DirectoryEntries(List.of(), Map.of(), List.of(), List.of(), List.of()),
            "my machine",
            Optional.empty());
    assertThat(local(odd.resolve(ForwardPath.POSTMASTER))).containsExactly("postmaster@localhost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "info@example.jp",
        "INFO@EXAMPLE.JP",
        "\"info\"@example.jp",
        "info+x@example.jp",
        "sales@example.jp",
        "sales+x@example.jp",
        "nobody@example.jp",
        "friend@example.com",
        "Friend@Example.COM",
      })
  void an_account_owns_its_addresses_their_subaddresses_and_what_was_granted(String address) {
    assertThat(directory.owns("info@example.jp", sender(address))).isTrue();
    assertThat(directory.owns("other@example.jp", sender(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "info2@example.jp",
        "all@example.jp",
        "postmaster@example.jp",
        "friend+x@example.com",
        "info@example.com",
        "nobody2@example.jp",
      })
  void an_account_owns_nothing_else(String address) {
    assertThat(directory.owns("info@example.jp", sender(address))).isFalse();
  }

  @Test
  void every_account_owns_the_null_reverse_path_and_who_is_no_account_owns_nothing() {
    assertThat(directory.owns("other@example.jp", ReversePath.NULL)).isTrue();
    assertThat(directory.owns("gone@example.jp", ReversePath.NULL)).isFalse();
  }

  @Test
  void somebodys_own_address_is_nobody_elses_subaddress() {
    Directory both =
        new Directory(
            new DirectoryEntries(
                List.of(new LocalDomain("example.jp", Optional.empty())),
                Map.of("info@example.jp", Optional.empty(), "info+x@example.jp", Optional.empty()),
                List.of(),
                List.of(),
                List.of()),
            "mail.example.jp",
            Optional.empty());
    assertThat(local(both, "info+x@example.jp")).containsExactly("info+x@example.jp");
    assertThat(both.owns("info@example.jp", sender("info+x@example.jp"))).isFalse();
    assertThat(both.owns("info@example.jp", sender("info+y@example.jp"))).isTrue();
  }

  @Test
  void postmaster_is_recognised_bare_and_at_local_domains_only() {
    assertThat(directory.isPostmaster(ForwardPath.POSTMASTER)).isTrue();
    assertThat(directory.isPostmaster(ForwardPath.of(mailbox("\"POSTMASTER\"@example.jp"))))
        .isTrue();
    assertThat(directory.isPostmaster(ForwardPath.of(mailbox("postmaster@example.com")))).isFalse();
    assertThat(directory.isPostmaster(ForwardPath.of(mailbox("abuse@example.jp")))).isFalse();
  }

  private static List<String> local(Directory directory, String address) {
    return local(directory.resolve(mailbox(address)));
  }

  private static List<String> local(Resolution resolution) {
    assertThat(resolution).isInstanceOf(Resolution.Local.class);
    return ((Resolution.Local) resolution).mailboxes().stream().map(Mailbox::toString).toList();
  }

  private static ReversePath sender(String address) {
    return ReversePath.of(mailbox(address));
  }

  private static Mailbox mailbox(String address) {
    return MailboxParser.mailbox(address).orElseThrow();
  }
}
