package org.chukei.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.chukei.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseStoreTest extends MessageStoreContract {

  private final TestDatabase database = new TestDatabase();
  private final DatabaseStore store = new DatabaseStore(new TestTransactions(database), "a");

  @Override
  MessageStore store() {
    return store;
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Override
  @Test
  void a_content_that_breaks_off_or_has_another_size_is_not_taken() throws Exception {
    super.a_content_that_breaks_off_or_has_another_size_is_not_taken();
    assertThat(rows("message_content")).isZero();
    assertThat(rows("message_recipient")).isZero();
  }

  @Override
  @Test
  void a_message_is_gone_when_the_last_recipient_is_settled() throws Exception {
    super.a_message_is_gone_when_the_last_recipient_is_settled();
    assertThat(rows("message_content") + rows("message_recipient") + rows("message")).isZero();
  }

  @Test
  void a_stream_that_outlives_its_message_fails_and_does_not_end_early() throws Exception {
    StoredEnvelope envelope = Messages.message(NOW, "a@example.org", 600_000, "b@example.com");
    store.put(envelope, Messages.octets(600_000));

    try (InputStream in = store.content(envelope.queueId()).open()) {
      in.read();
      store.settle(envelope.queueId(), Set.of(0));
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @Override
  @Test
  void what_is_owed_comes_oldest_first_and_by_pages() throws Exception {
    new DatabaseStore(new TestTransactions(database), "b")
        .put(Messages.message(NOW, "a@example.com"), Messages.CONTENT);
    super.what_is_owed_comes_oldest_first_and_by_pages(); // only of this node
  }

  @Test
  void recovery_discards_contents_that_never_got_their_message_and_only_of_this_node()
      throws Exception {
    StoredEnvelope cutShort = Messages.message(NOW, "a@example.org", 600_000, "b@example.com");
    StoredEnvelope arriving = Messages.message(NOW, "a@example.org", 600_000, "b@example.com");
    StoredEnvelope whole = Messages.message(NOW, "a@example.org", 600_000, "b@example.com");
    TestTransactions transactions = new TestTransactions(database);
    new Contents(transactions, "a").writeAhead(cutShort, Messages.octets(600_000));
    new Contents(transactions, "b").writeAhead(arriving, Messages.octets(600_000));
    store.put(whole, Messages.octets(600_000));
    assertThat(rows("message_content")).isEqualTo(9);

    store.recover();
    assertThat(rows("message_content")).isEqualTo(6);
    try (InputStream in = store.content(whole.queueId()).open()) {
      assertThat(in.readAllBytes()).hasSize(600_000);
    }
  }

  private long rows(String table) {
    return database.call(
        em ->
            ((Number) em.createNativeQuery("SELECT COUNT(*) FROM " + table).getSingleResult())
                .longValue());
  }
}
