package org.chukei.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.chukei.config.Settings;

/**
 * The bearer token of the REST API (RFC 6750): who can read {@code CHUKEI_HOME/api.token} may use
 * it. The file is read at each question, so that deleting it and starting again, or writing
 * another, changes the token.
 */
@ApplicationScoped
public class ApiToken {

  private static final int OCTETS = 32;
  private static final int LEAST_CHARACTERS = 32;

  private Path file;

  /** For the container's proxy. */
  protected ApiToken() {}

  @Inject
  ApiToken(Settings settings) {
    file = settings.home().resolve("api.token");
  }

  /**
   * Makes the file where it is missing or too short to be a secret, and takes everybody else's
   * access away where somebody gave it.
   *
   * @throws UncheckedIOException if the home directory can't be written
   */
  public void ensure() {
    try {
      if (!Files.exists(file) || SecretFile.read(file).length() < LEAST_CHARACTERS) {
        SecretFile.write(file, random());
      } else if (SecretFile.isOpenToOthers(file)) {
        SecretFile.write(file, SecretFile.read(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the API token can't be kept in " + file, e);
    }
  }

  /** A token that nobody guesses. */
  static String random() {
    byte[] random = new byte[OCTETS];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Compares in a time that does not depend on where the two differ. */
  public boolean matches(String candidate) {
    try {
      String token = SecretFile.read(file);
      return token.length() >= LEAST_CHARACTERS
          && MessageDigest.isEqual(
              token.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return false; // no token, no access
    }
  }
}
