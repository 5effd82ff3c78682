package org.chukei.delivery;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.chukei.smtp.Mailbox;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;

/**
 * The Maildirs of the local users, {@code <root>/<domain>/<local-part>/{tmp,new,cur}}. A file is
 * written to tmp, made durable, and renamed into new, as the maildir convention has it. Safe for
 * many threads.
 *
 * <p>A message has one name in a Maildir however often it is delivered, so that a repeat after a
 * crash finds it there.
 */
final class Maildir {

  private static final int CHUNK = 16_384;

  private final Path root;
  private final String ourName;
  private final MaildirAccess access;

  Maildir(Path root, String ourName, MaildirAccess access) {
    this.root = root;
    this.access = access;
    // The convention's own escapes: a name may hold neither slash nor colon.
    this.ourName = ourName.replace("/", "\\057").replace(":", "\\072");
  }

  /**
   * Returns when the message would survive a loss of power.
   *
   * @throws UnreadableContentException where the store did not give the content
   * @throws IOException where the Maildir did not take it
   */
  void deliver(StoredEnvelope envelope, Mailbox mailbox, ContentSource content) throws IOException {
    Path directory = directory(mailbox);
    for (String part : new String[] {"tmp", "new", "cur"}) {
      createDurably(directory.resolve(part));
      access.give(directory.resolve(part)); // also what a crash, or another setting, left otherwise
    }
    access.give(directory);
    String name = envelope.acceptedAt().getEpochSecond() + "." + envelope.queueId() + "." + ourName;
    if (isThere(directory, name, envelope.acceptedAt())) {
      force(directory.resolve("new")); // which may be what failed the last time
      return;
    }
    Path temporary = directory.resolve("tmp").resolve(name + "." + UUID.randomUUID());
    try {
      write(temporary, envelope, content);
      Files.move(temporary, directory.resolve("new").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    force(directory.resolve("new"));
  }

  private Path directory(Mailbox mailbox) {
    return root.resolve(MaildirName.of(mailbox.domain().key()))
        .resolve(MaildirName.of(mailbox.unquotedLocalPart()));
  }

  private void write(Path file, StoredEnvelope envelope, ContentSource content) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                permissions(file, "rw-------"));
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), CHUNK);
        ContentReader in = new ContentReader(content)) {
      // RFC 5321 §4.4: the one field that final delivery adds.
      String returnPath = "Return-Path: " + envelope.sender() + "\r\n";
      out.write(returnPath.getBytes(StandardCharsets.UTF_8));
      byte[] chunk = new byte[CHUNK];
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        out.write(chunk, 0, count);
      }
      out.flush();
      access.open(file);
      channel.force(true);
    }
  }

  /** In new, or in cur, where a reader adds {@code :2,flags} to the name. */
  private static boolean isThere(Path directory, String name, Instant acceptedAt)
      throws IOException {
    if (Files.exists(directory.resolve("new").resolve(name))) {
      return true;
    }
    // Nothing can have come to cur if cur was last changed before the message existed: spares the
    // listing of a big directory at nearly every delivery. A second, for coarse file systems.
    Path cur = directory.resolve("cur");
    if (Files.getLastModifiedTime(cur).toInstant().isBefore(acceptedAt.minusSeconds(1))) {
      return false;
    }
    DirectoryStream.Filter<Path> sameName =
        file -> {
          String other = file.getFileName().toString();
          return other.equals(name) || other.startsWith(name + ":");
        };
    try (DirectoryStream<Path> files = Files.newDirectoryStream(cur, sameName)) {
      return files.iterator().hasNext();
    }
  }

  /** Each new directory is entered durably in the one above it. */
  private void createDurably(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      createDurably(parent);
      try {
        Files.createDirectory(directory, permissions(directory, "rwx------"));
        if (directory.startsWith(root)) {
          access.openDirectory(directory);
        }
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(directory)) {
          throw e;
        }
      }
      force(parent);
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
