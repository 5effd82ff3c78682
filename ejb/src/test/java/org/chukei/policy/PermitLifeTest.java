package org.chukei.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.chukei.account.TestRules;
import org.chukei.clock.TestClock;
import org.chukei.database.TestDatabase;
import org.chukei.policy.ListWarning.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What time and use do to the entries of the permit list. */
class PermitLifeTest {

  private final TestDatabase database = new TestDatabase();
  private final TestRules stored = new TestRules(database);
  private final TestClock clock = TestClock.at("2026-11-24T09:00:00Z");
  private final Surroundings nothingNear = new Surroundings(Set.of(), Set.of(), List.of());
  private final PermitList permits = new PermitList(stored, clock, () -> nothingNear);
  private final PermitUses uses = new PermitUses(stored, clock);

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void the_end_of_an_entry_is_warned_of_before_and_after() {
    save("192.0.2.1 expires=2026-12-31");
    assertThat(kinds()).doesNotContain(Kind.EXPIRES_SOON, Kind.EXPIRED);
    clock.set("2026-12-20T00:00:00Z");
    assertThat(kinds()).contains(Kind.EXPIRES_SOON);
    clock.set("2027-01-02T00:00:00Z");
    assertThat(kinds()).contains(Kind.EXPIRED);
  }

  @Test
  void uses_are_counted_in_memory_and_written_in_batches_by_all_nodes() {
    save("192.0.2.1 tls # x\n192.0.2.2");
    PermitEntry entry = permits.current().entries().get(0);
    PermitUses otherNode = new PermitUses(stored, clock);
    uses.count(entry);
    uses.count(entry);
    assertThat(uses.known().of(entry)).contains(new PermitUse(2, clock.instant()));
    assertThat(otherNode.known().of(entry)).isEmpty();

    uses.write();
    clock.set("2026-11-25T09:00:00Z");
    otherNode.count(entry);
    otherNode.write();
    otherNode.write();
    PermitUse both = new PermitUse(3, clock.instant());
    assertThat(uses.known().of(entry)).contains(both);
    assertThat(otherNode.known().of(entry)).contains(both);
    assertThat(uses.known().of(permits.current().entries().get(1))).isEmpty();
  }

  @Test
  void what_can_t_be_written_now_is_written_later() {
    save("192.0.2.1");
    PermitEntry entry = permits.current().entries().get(0);
    uses.count(entry);
    stored.away(true);
    uses.write();
    stored.away(false);
    uses.count(entry);
    uses.write();
    assertThat(new PermitUses(stored, clock).known().of(entry).map(PermitUse::hits)).contains(2L);
  }

  @Test
  void another_owner_expiry_or_limit_is_no_other_entry() {
    save("192.0.2.1 tls limit=5/h expires=2027-01-01 owner=a # old");
    uses.count(permits.current().entries().get(0));
    save("192.0.2.1/32 tls limit=9/h owner=b # new");
    assertThat(uses.known().of(permits.current().entries().get(0))).isPresent();
    save("192.0.2.1");
    assertThat(uses.known().of(permits.current().entries().get(0))).isEmpty();
  }

  @Test
  void an_entry_that_nobody_used_for_90_days_is_told() {
    save("192.0.2.1\n192.0.2.2");
    PermitEntry used = permits.current().entries().get(1);
    clock.set("2027-02-20T09:00:00Z"); // 88 days
    assertThat(kinds()).doesNotContain(Kind.UNUSED);
    uses.count(used);
    uses.write();
    save("192.0.2.1 # looked at\n192.0.2.2\n192.0.2.3");
    clock.set("2027-02-23T09:00:00Z"); // 91 days
    assertThat(permits.warnings().stream().filter(w -> w.kind() == Kind.UNUSED))
        .extracting(ListWarning::entry)
        .containsExactly("192.0.2.1");
    clock.set("2027-05-25T09:00:00Z");
    assertThat(permits.warnings().stream().filter(w -> w.kind() == Kind.UNUSED)).hasSize(3);
  }

  @Test
  void an_entry_that_another_one_makes_superfluous_is_told() {
    save("192.0.2.0/24\n192.0.2.7\n192.0.2.0,255.255.255.0 # again");
    assertThat(
            permits.warnings().stream().filter(w -> w.kind() != Kind.PERMITTED_NOT_UNCONDITIONAL))
        .extracting(w -> w.line() + " " + w.kind())
        .containsExactly("2 WITHIN_ANOTHER", "3 DUPLICATE");
  }

  @Test
  void conditions_that_keep_nobody_out_need_a_name() {
    assertThatThrownBy(() -> save("192.0.2.0/24\n192.0.2.7 tls"))
        .isInstanceOfSatisfying(
            NeedsAcknowledgementException.class,
            e ->
                assertThat(e.dangers())
                    .extracting(Danger::kind)
                    .containsExactly(Danger.Kind.CONDITIONS_WITHOUT_EFFECT));
    permits.save(
        edit("192.0.2.0/24\n192.0.2.7 tls", new ChangedBy("sato", "", Optional.of("sato"))));
    save("192.0.2.0/24\n192.0.2.7 tls\n# as it was");
    assertThatThrownBy(() -> save("192.0.2.0/24\n192.0.2.7 tls\n192.0.2.8 limit=1/h"))
        .isInstanceOf(NeedsAcknowledgementException.class);
    save("192.0.2.0/24 tls\n192.0.2.8 account=a@example.jp");
  }

  @Test
  void a_denial_that_denies_nobody_needs_a_name() {
    ConnectionList connections = new ConnectionList(stored, clock, () -> nothingNear);
    ChangedBy by = ChangedBy.author("sato");
    connections.add("ALLOW 192.0.2.0/25", OptionalInt.empty(), by);
    connections.add("ALLOW 192.0.2.128/25", OptionalInt.empty(), by);
    assertThatThrownBy(() -> connections.add("DENY 192.0.2.64/26", OptionalInt.empty(), by))
        .isInstanceOfSatisfying(
            NeedsAcknowledgementException.class,
            e -> assertThat(e.getMessage()).contains("DENY 192.0.2.64/26 denies nobody", "line 1"));
    assertThatThrownBy(() -> connections.add("DENY 192.0.2.0/24", OptionalInt.empty(), by))
        .isInstanceOf(NeedsAcknowledgementException.class);
    connections.add("DENY 192.0.2.64/26", OptionalInt.of(1), by);
    assertThat(connections.add("DENY 192.0.2.65", OptionalInt.empty(), by).warnings())
        .extracting(ListWarning::kind)
        .as("denied by another line, so no harm")
        .containsExactly(Kind.NEVER_REACHED);
  }

  private List<Kind> kinds() {
    return permits.warnings().stream().map(ListWarning::kind).toList();
  }

  private void save(String text) {
    permits.save(edit(text, ChangedBy.author("sato")));
  }

  private static ListEdit edit(String text, ChangedBy by) {
    return new ListEdit(text, OptionalLong.empty(), by);
  }
}
