package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chukei.delivery.Messages.content;
import static org.chukei.delivery.Messages.envelope;
import static org.chukei.delivery.Messages.mailbox;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.chukei.config.Settings;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.ReversePath;
import org.chukei.store.StoredEnvelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaildirTest {

  @TempDir private Path root;

  private Maildir maildir() {
    return new Maildir(root.resolve("mail"), "relay.example.jp", Messages.OUR_MAILDIRS);
  }

  private Path user() {
    return root.resolve("mail/example.jp/info");
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Test
  void a_message_stands_in_new_below_its_return_path_octet_for_octet() throws Exception {
    byte[] octets = new byte[100_000];
    new Random(1).nextBytes(octets);
    maildir().deliver(envelope("info@example.jp"), mailbox("info@example.jp"), content(octets));
    byte[] file = Files.readAllBytes(files(user().resolve("new")).get(0));
    String head = "Return-Path: <sender@example.jp>\r\n";
    assertThat(new String(file, 0, head.length(), StandardCharsets.US_ASCII)).isEqualTo(head);
    assertThat(file).hasSize(head.length() + octets.length).endsWith(octets);
    assertThat(files(user().resolve("tmp"))).isEmpty();
    assertThat(user().resolve("cur")).isDirectory();
  }

  @Test
  void the_null_reverse_path_is_shown_as_such() throws Exception {
    StoredEnvelope some = envelope("info@example.jp");
    StoredEnvelope notice =
        new StoredEnvelope(
            some.queueId(),
            some.acceptedAt(),
            ReversePath.NULL,
            MailParameters.NONE,
            List.of(StoredEnvelope.Recipient.of(ForwardPath.POSTMASTER)),
            10);
    maildir().deliver(notice, mailbox("info@example.jp"), content("x"));
    assertThat(files(user().resolve("new")).get(0)).content().startsWith("Return-Path: <>\r\n");
  }

  @Test
  void only_the_server_may_read_it() throws Exception {
    maildir().deliver(envelope("info@example.jp"), mailbox("info@example.jp"), content("x"));
    Path file = files(user().resolve("new")).get(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(user())))
        .isEqualTo("rwx------");
  }

  @Test
  void a_repeat_finds_the_message_in_new() throws Exception {
    StoredEnvelope envelope = envelope("info@example.jp");
    maildir().deliver(envelope, mailbox("info@example.jp"), content("first"));
    maildir().deliver(envelope, mailbox("info@example.jp"), content("second"));
    assertThat(files(user().resolve("new"))).hasSize(1);
    assertThat(files(user().resolve("new")).get(0)).content().endsWith("first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":2,", ":2,FS"})
  void a_repeat_finds_the_message_that_a_reader_moved_to_cur(String flags) throws Exception {
    StoredEnvelope envelope = envelope("info@example.jp");
    maildir().deliver(envelope, mailbox("info@example.jp"), content("x"));
    Path file = files(user().resolve("new")).get(0);
    Files.move(file, user().resolve("cur").resolve(file.getFileName() + flags));
    maildir().deliver(envelope, mailbox("info@example.jp"), content("x"));
    assertThat(files(user().resolve("new"))).isEmpty();
  }

  @Test
  void an_old_cur_hides_nothing_from_new_mail() throws Exception {
    StoredEnvelope envelope = envelope("info@example.jp");
    Files.createDirectories(user().resolve("cur"));
    Files.setLastModifiedTime(
        user().resolve("cur"), FileTime.from(envelope.acceptedAt().minusSeconds(3_600)));
    maildir().deliver(envelope, mailbox("info@example.jp"), content("x"));
    assertThat(files(user().resolve("new"))).hasSize(1);
  }

  @Test
  void two_messages_are_two_files() throws Exception {
    maildir().deliver(envelope("info@example.jp"), mailbox("info@example.jp"), content("x"));
    maildir().deliver(envelope("info@example.jp"), mailbox("info@example.jp"), content("x"));
    assertThat(files(user().resolve("new"))).hasSize(2);
  }

  @Test
  void what_can_not_be_written_leaves_nothing_behind() throws Exception {
    Files.createDirectories(user().resolve("tmp"));
    Files.writeString(user().resolve("new"), "in the way");
    assertThatThrownBy(
            () ->
                maildir()
                    .deliver(envelope("info@example.jp"), mailbox("info@example.jp"), content("x")))
        .isInstanceOf(IOException.class);
    assertThat(files(user().resolve("tmp"))).isEmpty();
  }

  @Test
  void content_that_fails_leaves_nothing_behind() throws Exception {
    assertThatThrownBy(
            () ->
                maildir()
                    .deliver(
                        envelope("info@example.jp"),
                        mailbox("info@example.jp"),
                        () -> {
                          throw new IOException("disk");
                        }))
        .isInstanceOf(UnreadableContentException.class);
    assertThat(files(user().resolve("tmp"))).isEmpty();
    assertThat(files(user().resolve("new"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Info,info",
    "first.last+tag_x-y,first.last+tag_x-y",
    ".,%2E",
    "..,%2E.",
    "../../etc,%2E.%2F..%2Fetc",
    "a/b,a%2Fb",
    "a%2Fb,a%252fb",
    "a b,a%20b",
    "[192.0.2.1],%5B192.0.2.1%5D",
    "[ipv6:::1],%5Bipv6%3A%3A%3A1%5D",
    "'',%",
  })
  void names_are_safe_and_reversible(String text, String name) {
    assertThat(MaildirName.of(text)).isEqualTo(name);
  }

  @Test
  void nul_and_other_octets_are_encoded_and_two_names_never_become_one() {
    assertThat(MaildirName.of("a\0b\u00e9")).isEqualTo("a%00b%C3%A9");
    Set<String> names = new HashSet<>();
    int texts = 0;
    for (char first = 0; first < 256; first++) {
      for (char second = 0; second < 256; second++) {
        if (!Character.isUpperCase(first) && !Character.isUpperCase(second)) {
          names.add(MaildirName.of("" + first + second));
          texts++;
        }
      }
    }
    assertThat(names.size()).isEqualTo(texts);
  }

  @Test
  void a_quoted_local_part_stays_inside_its_domain() throws Exception {
    maildir().deliver(envelope("info@example.jp"), mailbox("\"../../x\"@example.jp"), content("x"));
    assertThat(files(root)).containsExactly(root.resolve("mail"));
    assertThat(files(root.resolve("mail"))).containsExactly(root.resolve("mail/example.jp"));
    assertThat(root.resolve("mail/example.jp/%2E.%2F..%2Fx/new")).isDirectory();
  }

  @Test
  void what_others_may_read_they_may_search_too_whatever_the_umask_says() throws Exception {
    Settings settings = settings("chukei.maildir.mode", "664");
    delivered(settings);
    assertThat(permissions(user().resolve("new"))).isEqualTo("rwxrwxr-x");
    assertThat(permissions(root.resolve("mail"))).isEqualTo("rwxrwxr-x");
    assertThat(permissions(files(user().resolve("new")).get(0))).isEqualTo("rw-rw-r--");
  }

  @Test
  void mail_and_directories_are_given_to_their_owner() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root gives files away");
    maildir().deliver(envelope("info@example.jp"), mailbox("info@example.jp"), content("before"));
    delivered(settings("chukei.maildir.owner", "mail:nogroup"));
    for (String part : List.of("", "tmp", "new", "cur")) {
      assertThat(owner(user().resolve(part))).as(part).isEqualTo("mail:nogroup");
    }
    assertThat(files(user().resolve("new")).stream().map(MaildirTest::owner))
        .containsExactlyInAnyOrder("mail:nogroup", owner(root));
  }

  @Test
  void an_owner_whom_nobody_knows_is_named() {
    Settings settings = settings("chukei.maildir.owner", "nobody-of-this-name");
    assertThatThrownBy(() -> delivered(settings))
        .hasMessage("this machine has no user or group nobody-of-this-name");
  }

  private static Settings settings(String name, String value) {
    return Settings.of(Map.of(), Map.of(name, value), Map.of());
  }

  private void delivered(Settings settings) throws IOException {
    new Maildir(root.resolve("mail"), "relay.example.jp", MaildirAccess.of(settings))
        .deliver(envelope("info@example.jp"), mailbox("info@example.jp"), content("after"));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static String owner(Path path) {
    try {
      PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
      return attributes.owner().getName() + ":" + attributes.group().getName();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
