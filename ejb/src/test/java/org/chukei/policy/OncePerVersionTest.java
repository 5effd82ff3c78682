package org.chukei.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.chukei.account.LocalDomains;
import org.chukei.account.TestRules;
import org.chukei.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OncePerVersionTest {

  private static final ChangedBy BY = ChangedBy.author("admin");

  private final TestDatabase database = new TestDatabase();
  private final TestRules stored = new TestRules(database);
  private final Surroundings nothingNear = new Surroundings(Set.of(), Set.of(), List.of());
  private final PermitList permits = new PermitList(stored, Clock.systemUTC(), () -> nothingNear);
  private final AtomicInteger readings = new AtomicInteger();
  private final OncePerVersion<String> text =
      new OncePerVersion<>(
          ListKind.PERMIT,
          em -> {
            readings.incrementAndGet();
            return ListForm.PERMITS.current(em).text();
          });

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void a_list_is_read_again_when_it_has_changed_and_only_then() {
    assertThat(stored.<String>read(text::of)).isEmpty();
    permits.add("10.0.0.1", BY);
    assertThat(stored.<String>read(text::of)).isEqualTo("10.0.0.1\n");
    assertThat(readings).hasValue(2);

    new LocalDomains(stored).add("example.jp");
    new ConnectionList(stored, Clock.systemUTC(), () -> nothingNear)
        .add("DENY 192.0.2.1", OptionalInt.empty(), BY);
    assertThat(stored.<String>read(text::of)).isEqualTo("10.0.0.1\n");
    assertThat(readings).hasValue(2);

    permits.rollBack(0, BY);
    assertThat(stored.<String>read(text::of)).isEmpty();
    assertThat(readings).hasValue(3);
  }
}
