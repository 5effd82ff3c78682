package org.chukei.account;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.chukei.connector.api.ScramParameters;
import org.chukei.smtp.MailboxParser;

/**
 * What SCRAM tells of names that are no account: a salt that looks like any other and is the same
 * each time, so that nobody learns which accounts exist (RFC 5802 §9). It comes from a secret of
 * this node, {@code scram-secret} under the home directory; nodes behind one name should have the
 * same.
 */
public final class FakeScramParameters {

  private static final System.Logger LOG = System.getLogger(FakeScramParameters.class.getName());
  private static final int SECRET_OCTETS = 32;

  private final Path file;
  private byte[] secret = {};

  public FakeScramParameters(Path home) {
    file = home.resolve("scram-secret");
  }

  ScramParameters of(String name) {
    String key = MailboxParser.mailbox(name).map(Addresses::key).orElse(name);
    byte[] salt = ScramKeys.hmac(secret(), key.getBytes(StandardCharsets.UTF_8));
    byte[] cut = Arrays.copyOf(salt, ScramKeys.SALT_OCTETS);
    return new ScramParameters(Base64.getEncoder().encodeToString(cut), ScramKeys.ITERATIONS);
  }

  private synchronized byte[] secret() {
    if (secret.length == 0) {
      try {
        secret = Files.exists(file) ? read() : write();
      } catch (IOException | IllegalArgumentException e) {
        LOG.log(
            Level.WARNING, "{0} is of no use, another secret is made until the next start", file);
        secret = random();
      }
    }
    return secret;
  }

  private byte[] read() throws IOException {
    byte[] read = Base64.getDecoder().decode(Files.readString(file).trim());
    if (read.length < SECRET_OCTETS) {
      throw new IOException("too short");
    }
    return read;
  }

  private byte[] write() throws IOException {
    byte[] made = random();
    Files.createDirectories(file.getParent());
    Path draft =
        Files.createTempFile(
            file.getParent(),
            ".scram-secret",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(draft, Base64.getEncoder().encodeToString(made) + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    return made;
  }

  private static byte[] random() {
    byte[] octets = new byte[SECRET_OCTETS];
    new SecureRandom().nextBytes(octets);
    return octets;
  }
}
