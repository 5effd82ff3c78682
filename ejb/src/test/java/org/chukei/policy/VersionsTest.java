package org.chukei.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.chukei.account.NotFoundException;
import org.chukei.account.TestRules;
import org.chukei.account.UnacceptableException;
import org.chukei.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept of each change of a list, and the way back. */
class VersionsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  private final TestDatabase database = new TestDatabase();
  private final TestRules stored = new TestRules(database);
  private final Surroundings nothingNear = new Surroundings(Set.of(), Set.of(), List.of());
  private final PermitList permits =
      new PermitList(stored, Clock.fixed(NOW, ZoneOffset.UTC), () -> nothingNear);
  private final ConnectionList connections =
      new ConnectionList(stored, Clock.fixed(NOW, ZoneOffset.UTC), () -> nothingNear);

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void a_change_is_kept_with_its_author_time_reason_and_difference() {
    permits.save(edit("# office\n10.0.0.1\n", by("sato", "the printers moved in")));
    permits.add("10.0.0.2 # scanner", by("tanaka", ""));
    connections.add("DENY 192.0.2.1", OptionalInt.empty(), by("sato", "spam"));

    List<ListChange> changes = permits.changes(10);
    assertThat(changes)
        .extracting(c -> c.version().author() + ": " + c.version().reason())
        .containsExactly("tanaka: ", "sato: the printers moved in");
    assertThat(changes).extracting(ListChange::added).containsExactly(1, 2);
    assertThat(changes).extracting(c -> c.version().savedAt()).containsOnly(NOW);
    assertThat(changes.get(0).difference())
        .isEqualTo(
            "--- version %d\n+++ version %d\n@@ -1,2 +1,3 @@\n # office\n 10.0.0.1\n+10.0.0.2 # scanner\n"
                .formatted(changes.get(1).version().version(), changes.get(0).version().version()));
    assertThat(permits.changes(1)).containsExactly(changes.get(0));
    assertThat(permits.current().reason()).isEmpty();
    assertThat(connections.current().reason()).isEqualTo("spam");
  }

  @Test
  void two_versions_are_compared_in_either_direction_and_with_the_empty_list() {
    long first = permits.save(edit("10.0.0.1\n", by("sato", ""))).version();
    long second = permits.save(edit("10.0.0.2", by("sato", ""))).version();
    String end = "\\ No newline at end of file\n";
    assertThat(permits.difference(first, second)).endsWith("\n-10.0.0.1\n+10.0.0.2\n" + end);
    assertThat(permits.difference(second, first)).endsWith("\n-10.0.0.2\n" + end + "+10.0.0.1\n");
    assertThat(permits.difference(0, first)).contains("@@ -0,0 +1,1 @@\n+10.0.0.1\n");
    assertThat(permits.difference(first, first)).isEmpty();
    assertThatThrownBy(() -> permits.difference(first, 999))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("the list has no version 999");
  }

  @Test
  void a_version_of_the_other_list_is_none_of_this_one() {
    long other = connections.add("DENY 192.0.2.1", OptionalInt.empty(), by("sato", "")).version();
    assertThatThrownBy(() -> permits.change(other)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void going_back_makes_a_new_version_with_the_old_text_to_the_letter() {
    String text = "\t10.0.0.1,255.255.255.255  # as it was\n\n#\u3000\n10.0.0.2";
    long old = permits.save(edit(text, by("sato", ""))).version();
    permits.save(edit("", by("sato", "cleaned up")));
    SavedList back = permits.rollBack(old, by("tanaka", ""));

    assertThat(back.changed()).isTrue();
    assertThat(back.version()).isGreaterThan(old);
    assertThat(permits.current().text()).isEqualTo(text);
    assertThat(permits.current().author()).isEqualTo("tanaka");
    assertThat(permits.current().reason()).isEqualTo("back to version " + old);
    assertThat(permits.rollBack(old, by("tanaka", "again")).changed()).isFalse();
    permits.rollBack(0, by("tanaka", "nobody relays"));
    assertThat(permits.current().text()).isEmpty();
    assertThat(permits.current().reason()).isEqualTo("nobody relays");
  }

  @Test
  void going_back_to_a_dangerous_list_needs_a_name_again() {
    long wide =
        permits
            .save(edit("203.0.112.0/23", new ChangedBy("sato", "", Optional.of("sato"))))
            .version();
    permits.save(edit("10.0.0.1", by("sato", "")));
    assertThatThrownBy(() -> permits.rollBack(wide, by("tanaka", "")))
        .isInstanceOf(NeedsAcknowledgementException.class);
    assertThat(permits.current().text()).isEqualTo("10.0.0.1");
    permits.rollBack(wide, new ChangedBy("tanaka", "", Optional.of("tanaka")));
    assertThat(permits.current().acknowledgedBy()).contains("tanaka");
  }

  @Test
  void a_version_from_before_reasons_were_asked_for_has_none() {
    permits.save(edit("10.0.0.1", by("sato", "x")));
    database.run(
        em -> em.createNativeQuery("UPDATE network_list SET reason = NULL").executeUpdate());
    assertThat(permits.current().reason()).isEmpty();
  }

  @Test
  void who_changes_a_list_is_named_and_gives_a_reason_of_bounded_length() {
    assertThatThrownBy(() -> by(" ", "")).isInstanceOf(UnacceptableException.class);
    assertThatThrownBy(() -> by("sato", "x".repeat(1_001)))
        .isInstanceOf(UnacceptableException.class)
        .hasMessageContaining("1000 characters");
  }

  @Test
  void versions_are_listed_page_by_page() {
    for (int i = 1; i <= 5; i++) {
      permits.add("10.0.0." + i, by("sato", "number " + i));
    }
    connections.add("DENY 192.0.2.1", OptionalInt.empty(), by("sato", ""));
    assertThat(permits.versions()).isEqualTo(5);
    assertThat(permits.changes(1, 2))
        .extracting(c -> c.version().reason() + " +" + c.added())
        .containsExactly("number 4 +1", "number 3 +1");
    assertThat(permits.changes(4, 9)).singleElement().extracting(ListChange::added).isEqualTo(1);
  }

  @Test
  void a_version_in_memory_is_the_one_in_force_whoever_saves_another() {
    PermitList elsewhere =
        new PermitList(stored, Clock.fixed(NOW, ZoneOffset.UTC), () -> nothingNear);
    assertThat(permits.current().version()).isZero();
    permits.add("10.0.0.1", by("sato", ""));
    assertThat(permits.current().entries()).hasSize(1);
    assertThat(permits.current()).isSameAs(permits.current());
    elsewhere.add("10.0.0.2", by("tanaka", ""));
    assertThat(permits.current().entries()).hasSize(2);
    assertThat(permits.current().author()).isEqualTo("tanaka");
  }

  @Test
  void one_line_is_changed_and_the_others_stay_as_they_are() {
    permits.save(edit("# a\n10.0.0.1  # one\n\n10.0.0.2", by("sato", "")));
    ListVersion<PermitEntry> list = permits.current();
    assertThat(list.line(2)).isEqualTo("10.0.0.1  # one");
    assertThat(list.without(2)).isEqualTo("# a\n\n10.0.0.2");
    assertThat(list.replacing(4, "10.0.0.3 # three"))
        .isEqualTo("# a\n10.0.0.1  # one\n\n10.0.0.3 # three");
    assertThat(list.with("10.0.0.4")).isEqualTo(list.text() + "\n10.0.0.4\n");
    assertThatThrownBy(() -> list.line(5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> list.replacing(2, "10.0.0.5\n10.0.0.6"))
        .isInstanceOf(UnacceptableException.class);
    assertThatThrownBy(() -> list.with("10.0.0.5\r10.0.0.6"))
        .isInstanceOf(UnacceptableException.class);
  }

  private static ChangedBy by(String author, String reason) {
    return new ChangedBy(author, reason, Optional.empty());
  }

  private static ListEdit edit(String text, ChangedBy by) {
    return new ListEdit(text, OptionalLong.empty(), by);
  }
}
