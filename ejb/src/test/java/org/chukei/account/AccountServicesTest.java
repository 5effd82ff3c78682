package org.chukei.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.chukei.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountServicesTest {

  private final TestDatabase database = new TestDatabase();
  private final TestRules rules = new TestRules(database);
  private final LocalDomains domains = new LocalDomains(rules);
  private final Accounts accounts = new Accounts(rules);
  private final Aliases aliases = new Aliases(rules);
  private final Groups groups = new Groups(rules);
  private final Grants grants = new Grants(rules);

  @BeforeEach
  void a_domain_with_two_accounts() {
    domains.add("Example.JP");
    accounts.add("Info@Example.jp", Optional.empty());
    accounts.add("other@example.jp", Optional.empty());
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void everything_added_is_listed_in_lower_case_and_in_order() {
    aliases.add("Sales@example.jp", "INFO@example.jp");
    groups.add("all@example.jp", List.of("other@example.jp", "Info@example.jp"));
    grants.add("info@example.jp", "Friend@Example.COM");
    domains.catchAll("example.jp", Optional.of("Other@example.jp"));
    assertThat(domains.list())
        .containsExactly(new LocalDomain("example.jp", Optional.of("other@example.jp")));
    assertThat(accounts.list())
        .containsExactly(
            new Account("info@example.jp", false), new Account("other@example.jp", false));
    assertThat(aliases.list()).containsExactly(new Alias("sales@example.jp", "info@example.jp"));
    assertThat(groups.list())
        .containsExactly(
            new Group("all@example.jp", List.of("info@example.jp", "other@example.jp")));
    assertThat(grants.list()).containsExactly(new Grant("info@example.jp", "friend@example.com"));
  }

  @Test
  void everything_added_can_be_removed() {
    aliases.add("sales@example.jp", "info@example.jp");
    groups.add("all@example.jp", List.of("info@example.jp"));
    grants.add("info@example.jp", "friend@example.com");
    domains.catchAll("example.jp", Optional.of("info@example.jp"));

    aliases.remove("SALES@example.jp");
    groups.remove("all@example.jp");
    grants.remove("info@example.jp", "friend@example.com");
    domains.catchAll("example.jp", Optional.empty());
    accounts.remove("info@example.jp");
    accounts.remove("other@example.jp");
    domains.remove("example.jp");
    assertThat(domains.list()).isEmpty();
    assertThat(accounts.list()).isEmpty();
  }

  @Test
  void a_groups_members_can_be_replaced() {
    groups.add("all@example.jp", List.of("info@example.jp"));
    groups.members("all@example.jp", List.of("other@example.jp"), Optional.empty());
    assertThat(groups.list())
        .containsExactly(new Group("all@example.jp", List.of("other@example.jp")));
  }

  @Test
  void foreign_members_keep_their_spelling_and_need_an_account_that_answers_for_them() {
    Optional<String> owner = Optional.of("Info@example.jp");
    aliases.add("sales@example.jp", "info@example.jp", Optional.of("Boss@Example.COM"));
    groups.add("all@example.jp", List.of("Friend@example.com", "OTHER@example.jp"), owner);
    assertThat(aliases.list())
        .containsExactly(
            new Alias("sales@example.jp", "info@example.jp", Optional.of("Boss@example.com")));
    assertThat(groups.list())
        .containsExactly(
            new Group(
                "all@example.jp",
                List.of("other@example.jp"),
                List.of("Friend@example.com"),
                Optional.of("info@example.jp")));
    assertThatThrownBy(
            () -> groups.add("some@example.jp", List.of("a@example.com"), Optional.empty()))
        .isInstanceOf(UnacceptableException.class)
        .hasMessageContaining("name the owner of the group");
    assertThatThrownBy(
            () ->
                groups.add(
                    "some@example.jp", List.of("a@example.com"), Optional.of("x@example.jp")))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(
            () -> aliases.add("a@example.jp", "info@example.jp", Optional.of("other@example.jp")))
        .isInstanceOf(UnacceptableException.class)
        .hasMessageContaining("other@example.jp is in a local domain");
    aliases.remove("sales@example.jp");
    assertThatThrownBy(() -> accounts.remove("info@example.jp"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("group all@example.jp");
  }

  @Test
  void an_accounts_grants_go_with_it() {
    grants.add("info@example.jp", "friend@example.com");
    accounts.remove("info@example.jp");
    assertThat(grants.list()).isEmpty();
  }

  @Test
  void one_address_means_one_thing() {
    aliases.add("sales@example.jp", "info@example.jp");
    groups.add("all@example.jp", List.of("info@example.jp"));
    assertThatThrownBy(() -> accounts.add("INFO@example.jp", Optional.empty()))
        .isInstanceOf(ConflictException.class)
        .hasMessage("info@example.jp is an account already");
    assertThatThrownBy(() -> accounts.add("sales@example.jp", Optional.empty()))
        .isInstanceOf(ConflictException.class)
        .hasMessage("sales@example.jp is an alias of info@example.jp already");
    assertThatThrownBy(() -> aliases.add("all@example.jp", "info@example.jp"))
        .isInstanceOf(ConflictException.class)
        .hasMessage("all@example.jp is a group already");
    assertThatThrownBy(() -> groups.add("info@example.jp", List.of("other@example.jp")))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> domains.add("EXAMPLE.jp"))
        .isInstanceOf(ConflictException.class)
        .hasMessage("example.jp is a local domain already");
  }

  @Test
  void an_address_must_be_in_a_local_domain() {
    assertThatThrownBy(() -> accounts.add("info@example.com", Optional.empty()))
        .isInstanceOf(UnacceptableException.class)
        .hasMessage("example.com is not a local domain; add the domain first");
    assertThatThrownBy(() -> aliases.add("sales@example.com", "info@example.jp"))
        .isInstanceOf(UnacceptableException.class);
    assertThatThrownBy(() -> groups.add("all@example.com", List.of("info@example.jp")))
        .isInstanceOf(UnacceptableException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "info",
        "@example.jp",
        "a b@example.jp",
        "\"a b\"@example.jp",
        "../x@example.jp",
        "a/b@example.jp",
        "a..b@example.jp",
        "ｉｎｆｏ@example.jp",
        "info@example.jp\n",
      })
  void an_address_that_cannot_have_a_maildir_is_no_account(String address) {
    assertThatThrownBy(() -> accounts.add(address, Optional.empty()))
        .isInstanceOf(UnacceptableException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "example .jp", "-example.jp", "example.jp.", "../etc", "[192.0.2.1]"})
  void a_name_that_is_no_domain_name_is_no_local_domain(String name) {
    assertThatThrownBy(() -> domains.add(name)).isInstanceOf(UnacceptableException.class);
  }

  @Test
  void a_domain_with_addresses_is_not_removed_and_the_remedy_is_told() {
    aliases.add("sales@example.jp", "info@example.jp");
    assertThatThrownBy(() -> domains.remove("example.jp"))
        .isInstanceOf(ConflictException.class)
        .hasMessage(
            "example.jp still has account info@example.jp, account other@example.jp, alias"
                + " sales@example.jp; remove them first");
  }

  @Test
  void of_many_addresses_in_the_way_of_a_removal_the_first_are_told() {
    for (int i = 0; i < 9; i++) {
      aliases.add("a" + i + "@example.jp", "info@example.jp");
    }
    assertThatThrownBy(() -> domains.remove("example.jp"))
        .hasMessage(
            "example.jp still has account info@example.jp, account other@example.jp, alias"
                + " a0@example.jp, alias a1@example.jp, alias a2@example.jp, alias a3@example.jp,"
                + " alias a4@example.jp, 4 more; remove them first");
  }

  @Test
  void a_page_of_those_with_a_text_in_them_is_listed() {
    accounts.add("a_b@example.jp", Optional.empty());
    accounts.add("axb@example.jp", Optional.empty());
    domains.add("example.com");
    for (int i = 0; i < 5; i++) {
      accounts.add("u" + i + "@example.jp", Optional.empty());
      groups.add("g" + i + "@example.jp", List.of("info@example.jp"));
    }
    assertThat(accounts.list("U", 1, 2))
        .extracting(Account::address)
        .containsExactly("u1@example.jp", "u2@example.jp");
    assertThat(accounts.count("u")).isEqualTo(5);
    assertThat(accounts.count("")).isEqualTo(9);
    assertThat(accounts.list("", 7, 9))
        .extracting(Account::address)
        .containsExactly("u3@example.jp", "u4@example.jp");
    assertThat(groups.list("g4", 0, 9)).extracting(Group::address).containsOnly("g4@example.jp");
    assertThat(groups.count("@example.jp")).isEqualTo(5);
    assertThat(accounts.list("a_b", 0, 9))
        .extracting(Account::address)
        .containsOnly("a_b@example.jp");
    assertThat(accounts.count("%")).isZero();
    assertThat(domains.list(".com", 0, 9))
        .extracting(LocalDomain::name)
        .containsOnly("example.com");
    assertThat(domains.count("")).isEqualTo(2);
  }

  @Test
  void aliases_and_grants_of_one_account_are_listed() {
    aliases.add("b@example.jp", "info@example.jp");
    aliases.add("a@example.jp", "info@example.jp");
    aliases.add("c@example.jp", "other@example.jp");
    grants.add("info@example.jp", "a@example.com");
    grants.add("other@example.jp", "b@example.com");
    assertThat(aliases.of("info@example.jp"))
        .extracting(Alias::address)
        .containsExactly("a@example.jp", "b@example.jp");
    assertThat(grants.of("info@example.jp"))
        .extracting(Grant::address)
        .containsExactly("a@example.com");
  }

  @Test
  void an_account_that_is_named_elsewhere_is_not_removed_and_the_places_are_told() {
    aliases.add("sales@example.jp", "info@example.jp");
    groups.add("all@example.jp", List.of("info@example.jp"));
    domains.catchAll("example.jp", Optional.of("info@example.jp"));
    assertThatThrownBy(() -> accounts.remove("info@example.jp"))
        .isInstanceOf(ConflictException.class)
        .hasMessage(
            "info@example.jp is still named by alias sales@example.jp, group all@example.jp, the"
                + " catch-all of example.jp; change them first");
  }

  @Test
  void the_owner_of_a_group_is_not_removed() {
    groups.add("all@example.jp", List.of("a@example.net"), Optional.of("info@example.jp"));
    assertThatThrownBy(() -> accounts.remove("info@example.jp"))
        .hasMessageContaining("still named by group all@example.jp;");
    accounts.remove("other@example.jp");
    assertThat(accounts.list()).extracting(Account::address).containsExactly("info@example.jp");
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertThatThrownBy(() -> domains.remove("example.com")).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> accounts.remove("x@example.jp")).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> accounts.password("x@example.jp", Optional.empty()))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> aliases.remove("x@example.jp")).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> aliases.add("y@example.jp", "x@example.jp"))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> groups.add("y@example.jp", List.of("x@example.jp")))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> groups.remove("x@example.jp")).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> grants.remove("info@example.jp", "x@example.jp"))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> domains.catchAll("example.jp", Optional.of("x@example.jp")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void a_refused_change_leaves_nothing_behind() {
    long before = database.call(RulesVersionRow::current);
    assertThatThrownBy(() -> aliases.add("y@example.jp", "x@example.jp"))
        .isInstanceOf(NotFoundException.class);
    assertThat(database.<Long>call(RulesVersionRow::current)).isEqualTo(before);
    assertThat(aliases.list()).isEmpty();
  }

  @Test
  void a_password_is_kept_as_keys_only_and_can_be_taken_away() {
    accounts.password("info@example.jp", Optional.of("secret"));
    assertThat(accounts.list()).contains(new Account("info@example.jp", true));
    Object kept =
        database.call(
            em ->
                em.createNativeQuery(
                        "SELECT password_keys FROM account WHERE address = 'info@example.jp'")
                    .getSingleResult());
    assertThat(kept.toString()).startsWith("SCRAM-SHA-256$").doesNotContain("secret");
    assertThat(accounts.password("info@example.jp", Optional.empty()).mayLogIn()).isFalse();
  }

  @Test
  void every_change_raises_the_version_by_one() {
    long before = database.call(RulesVersionRow::current);
    domains.add("example.net");
    aliases.add("sales@example.jp", "info@example.jp");
    accounts.password("info@example.jp", Optional.of("secret"));
    assertThat(database.<Long>call(RulesVersionRow::current)).isEqualTo(before + 3);
  }

  /** Repeated, because a database that loses a wake-up does so only now and then. */
  @RepeatedTest(20)
  void of_many_who_claim_one_address_at_the_same_time_one_gets_it() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> claims =
          IntStream.range(0, 24)
              .<Callable<Boolean>>mapToObj(
                  i ->
                      () -> {
                        try {
                          if (i % 2 == 0) {
                            accounts.add("wanted@example.jp", Optional.empty());
                          } else {
                            aliases.add("wanted@example.jp", "info@example.jp");
                          }
                          return true;
                        } catch (ConflictException e) {
                          return false;
                        }
                      })
              .toList();
      int granted = 0;
      for (Future<Boolean> claim : executor.invokeAll(claims)) {
        granted += claim.get() ? 1 : 0;
      }
      assertThat(granted).isEqualTo(1);
    } finally {
      executor.shutdownNow();
    }
  }
}
