package org.chukei.deployed;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Debian's dovecot-lmtpd with a configuration of its own; needs root, as Dovecot does. */
final class PrivateDovecot implements Closeable {

  private final Path directory;
  private final int port;

  private PrivateDovecot(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /** With mailboxes for these addresses and for nobody else. */
  static PrivateDovecot start(String... addresses) throws IOException {
    Path directory = Files.createTempDirectory("chukei-dovecot");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    PrivateDovecot dovecot = new PrivateDovecot(directory, Ports.free(1).get(0));
    StringBuilder users = new StringBuilder();
    for (String address : addresses) {
      users.append(address).append(":::::\n");
    }
    Files.writeString(directory.resolve("users"), users);
    Files.writeString(dovecot.configuration(), dovecot.configurationText());
    Path mail = Files.createDirectory(directory.resolve("mail"));
    run("chown", "mail", mail.toString());
    run("dovecot", "-c", dovecot.configuration().toString());
    return dovecot;
  }

  private Path configuration() {
    return directory.resolve("dovecot.conf");
  }

  private String configurationText() {
    return """
        base_dir = DIR/run
        log_path = DIR/log
        protocols = lmtp
        ssl = no
        mail_location = maildir:DIR/mail/%d/%n
        mail_uid = mail
        mail_gid = mail
        first_valid_uid = 1
        passdb {
          driver = static
          args = nopassword=y
        }
        userdb {
          driver = passwd-file
          args = DIR/users
        }
        service lmtp {
          unix_listener DIR/lmtp {
            mode = 0666
          }
          inet_listener lmtp {
            address = 127.0.0.1
            port = PORT
          }
        }
        """
        .replace("DIR", directory.toString())
        .replace("PORT", Integer.toString(port));
  }

  Path socket() {
    return directory.resolve("lmtp");
  }

  int port() {
    return port;
  }

  /** What is in one mailbox, each octet as one character. */
  List<String> mailbox(String domain, String user) throws IOException {
    Path arrived = directory.resolve("mail").resolve(domain).resolve(user).resolve("new");
    if (!Files.isDirectory(arrived)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(arrived)) {
      return files
          .map(
              file -> {
                try {
                  return Files.readString(file, StandardCharsets.ISO_8859_1);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .toList();
    }
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (Launcher.end(process) != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }

  @Override
  public void close() throws IOException {
    run("doveadm", "-c", configuration().toString(), "stop");
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
