package org.chukei.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.chukei.account.ConflictException;
import org.chukei.account.TestRules;
import org.chukei.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Both lists are saved in one step, or none of them. */
class BothListsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  private final TestDatabase database = new TestDatabase();
  private final TestRules stored = new TestRules(database);
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Surroundings nothingNear = new Surroundings(Set.of(), Set.of(), List.of());
  private final PermitList permits = new PermitList(stored, clock, () -> nothingNear);
  private final ConnectionList connections = new ConnectionList(stored, clock, () -> nothingNear);
  private final BothLists both = new BothLists(stored, permits, connections);

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void both_change_at_once_and_each_gets_a_version_of_its_own() {
    List<String> seen = new ArrayList<>();
    stored.afterChange(
        () -> seen.add(permits.current().text() + "/" + connections.current().text()));

    BothLists.Saved saved = both.save(edit("10.0.0.1", "UNCONDITIONAL 10.0.0.1"));

    assertThat(seen).containsExactly("10.0.0.1/UNCONDITIONAL 10.0.0.1");
    assertThat(saved.changed()).isTrue();
    assertThat(saved.permits().orElseThrow().version()).isEqualTo(permits.current().version());
    assertThat(saved.connections().orElseThrow().version())
        .isEqualTo(connections.current().version())
        .isNotEqualTo(permits.current().version());
    assertThat(saved.all().flatMap(list -> list.warnings().stream()))
        .as("each is looked at beside the other's new text")
        .isEmpty();
    assertThat(both.save(edit("10.0.0.1", "UNCONDITIONAL 10.0.0.1")).changed()).isFalse();
  }

  @Test
  void a_bad_line_of_one_saves_neither_and_says_of_which_list_it_is() {
    assertThatThrownBy(() -> both.save(edit("10.0.0.1", "DENY 10.1")))
        .isInstanceOf(ListRejectedException.class)
        .hasMessageStartingWith("connection list, line 1: 'DENY 10.1': ")
        .satisfies(
            e -> assertThat(((ListRejectedException) e).list()).contains(ListKind.CONNECTION));
    assertThatThrownBy(() -> both.save(edit("10.1", "DENY 10.0.0.1")))
        .hasMessageStartingWith("permit list, line 1");
    assertThat(permits.current().text()).isEmpty();
    assertThat(connections.current().text()).isEmpty();
  }

  @Test
  void the_dangers_of_both_need_a_name_which_both_versions_keep() {
    assertThatThrownBy(() -> both.save(edit("203.0.112.0/23", "UNCONDITIONAL 198.51.100.0/23")))
        .isInstanceOf(NeedsAcknowledgementException.class)
        .hasMessageContaining("203.0.112.0/23")
        .hasMessageContaining("198.51.100.0/23");
    assertThat(permits.current().version()).isZero();

    both.save(
        new BothLists.Edit(
            Optional.of("203.0.112.0/23"),
            Optional.of("UNCONDITIONAL 198.51.100.0/23"),
            new ChangedBy("sato", "", Optional.of("sato"))));
    assertThat(permits.current().acknowledgedBy()).contains("sato");
    assertThat(connections.current().acknowledgedBy()).contains("sato");
  }

  @Test
  void one_that_was_changed_meanwhile_leaves_both_as_they_are() {
    both.save(edit("10.0.0.1", "DENY 10.0.0.2"));
    long old = connections.current().version();
    both.save(edit("10.0.0.1", "DENY 10.0.0.3"));
    BothLists.Edit late =
        new BothLists.Edit(
            Optional.of("10.0.0.9"),
            OptionalLong.empty(),
            Optional.of(""),
            OptionalLong.of(old),
            ChangedBy.author("tanaka"));
    assertThatThrownBy(() -> both.save(late)).isInstanceOf(ConflictException.class);
    assertThat(permits.current().text()).isEqualTo("10.0.0.1");
    assertThat(connections.current().text()).isEqualTo("DENY 10.0.0.3");
  }

  @Test
  void a_list_that_is_not_given_stays_as_it_is() {
    both.save(edit("10.0.0.1", "DENY 10.0.0.2"));
    BothLists.Saved saved =
        both.save(new BothLists.Edit(Optional.empty(), Optional.of(""), ChangedBy.author("sato")));
    assertThat(saved.permits()).isEmpty();
    assertThat(permits.current().text()).isEqualTo("10.0.0.1");
    assertThat(connections.current().text()).isEmpty();
  }

  private static BothLists.Edit edit(String permits, String connections) {
    return new BothLists.Edit(
        Optional.of(permits), Optional.of(connections), ChangedBy.author("sato"));
  }
}
