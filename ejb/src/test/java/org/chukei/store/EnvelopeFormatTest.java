package org.chukei.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.chukei.connector.api.QueueId;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.Notify;
import org.chukei.smtp.OriginalRecipient;
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.ReturnedContent;
import org.chukei.store.MessageStore.Owed;
import org.chukei.store.StoredEnvelope.Recipient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvelopeFormatTest {

  private static final Instant AT = Instant.parse("2026-11-24T01:02:03.000000004Z");

  @Test
  void whatever_mail_and_rcpt_can_say_is_read_as_it_was_written() throws Exception {
    for (MailParameters mail : everyMail()) {
      for (RcptParameters rcpt : everyRcpt()) {
        StoredEnvelope envelope =
            new StoredEnvelope(
                QueueId.at(AT),
                AT,
                Messages.message(AT, "a@b").sender(),
                mail,
                List.of(
                    new Recipient(Messages.recipient("a@example.com"), rcpt),
                    Recipient.of(Messages.recipient("b@example.com"))),
                7);
        assertThat(EnvelopeOctets.decode(EnvelopeOctets.encode(envelope))).isEqualTo(envelope);
      }
    }
  }

  private static List<MailParameters> everyMail() {
    List<MailParameters> every = new ArrayList<>();
    for (BodyType body : BodyType.values()) {
      for (int bits = 0; bits < 12; bits++) {
        Optional<ReturnedContent> returned =
            bits < 4
                ? Optional.empty()
                : Optional.of(bits < 8 ? ReturnedContent.FULL : ReturnedContent.HDRS);
        for (Optional<String> id : List.of(Optional.<String>empty(), Optional.of("QQ+2B"))) {
          every.add(new MailParameters(body, (bits & 1) != 0, (bits & 2) != 0, returned, id));
        }
      }
    }
    return every;
  }

  private static List<RcptParameters> everyRcpt() {
    List<RcptParameters> every = new ArrayList<>();
    for (int bits = 0; bits < 9; bits++) {
      Optional<Notify> notify =
          bits == 8
              ? Optional.empty()
              : Optional.of(new Notify((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0));
      every.add(new RcptParameters(notify, Optional.empty()));
      every.add(
          new RcptParameters(
              notify, Optional.of(new OriginalRecipient("rfc822", "a+2Bb@example.org"))));
    }
    return every;
  }

  /** The file was written by the release before parameters were kept. */
  @Test
  void a_store_of_the_first_version_is_read(@TempDir Path directory) throws Exception {
    try (InputStream old =
        Objects.requireNonNull(EnvelopeFormatTest.class.getResourceAsStream("format-1.segment"))) {
      Files.copy(old, directory.resolve("0000000001.segment"));
    }
    StoredEnvelope waiting =
        envelope(
            "1NPX4A2P0ABCDEFG",
            "sender@example.org",
            BodyType.EIGHT_BIT_MIME,
            "a@example.com",
            "postmaster",
            "b@example.net");
    StoredEnvelope notice =
        envelope("1NPX4A2P0ABCDEFH", "", BodyType.SEVEN_BIT, "sender@example.org");
    try (MessageStore store = Messages.segments(directory)) {
      store.recover();
      assertThat(store.owed(Optional.empty(), 10))
          .containsExactly(new Owed(waiting, Set.of(0)), new Owed(notice, Set.of(0)));
      try (InputStream content = store.content(waiting.queueId()).open()) {
        assertThat(content.readAllBytes()).isEqualTo(Messages.CONTENT.open().readAllBytes());
      }
    }
    // Compaction has copied it into a segment of today's version meanwhile, or has not: both do.
    try (MessageStore store = Messages.segments(directory)) {
      store.recover();
      assertThat(store.find(waiting.queueId())).contains(new Owed(waiting, Set.of(0)));
    }
  }

  private static StoredEnvelope envelope(
      String queueId, String sender, BodyType body, String... recipients) {
    StoredEnvelope like = Messages.message(AT, sender, Messages.SIZE, recipients);
    return new StoredEnvelope(
        new QueueId(queueId),
        AT,
        like.sender(),
        MailParameters.of(body),
        like.recipients(),
        Messages.SIZE);
  }

  @Test
  void an_envelope_of_the_second_version_is_read_and_is_no_notice() throws Exception {
    StoredEnvelope envelope = Messages.message(AT, "", 7, "a@example.com", "b@example.com");
    byte[] octets = EnvelopeOctets.encode(envelope);
    int notice = 1 + Note.ID + Long.BYTES + Integer.BYTES + Long.BYTES;
    ByteArrayOutputStream second = new ByteArrayOutputStream();
    second.write(2);
    second.write(octets, 1, notice - 1);
    second.write(octets, notice + 1, octets.length - notice - 1);
    assertThat(EnvelopeOctets.decode(second.toByteArray())).isEqualTo(envelope);
  }

  @Test
  void that_it_is_a_notice_is_read_as_it_was_written() throws Exception {
    StoredEnvelope like = Messages.message(AT, "", 7, "a@example.com");
    StoredEnvelope notice =
        new StoredEnvelope(
            like.queueId(), AT, like.sender(), like.parameters(), like.recipients(), 7, true);
    assertThat(EnvelopeOctets.decode(EnvelopeOctets.encode(notice))).isEqualTo(notice);
  }

  @Test
  void an_envelope_of_a_later_version_is_not_guessed_at() {
    byte[] octets = EnvelopeOctets.encode(Messages.message(AT, "a@example.com"));
    octets[0] = 4;
    assertThatThrownBy(() -> EnvelopeOctets.decode(octets)).isInstanceOf(IOException.class);
  }
}
