package org.chukei.console;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chukei.account.ConflictException;
import org.chukei.account.NotFoundException;
import org.chukei.account.UnacceptableException;
import org.chukei.config.Settings;

/**
 * The console's users and their passwords. The first one, {@value #ADMINISTRATOR}, is made at the
 * first start with a random password, which stands in {@code CHUKEI_HOME/admin-password} until it
 * was used once.
 */
@Stateless
public class ConsoleUsers {

  /** The user that always exists. */
  public static final String ADMINISTRATOR = "admin";

  /** In characters; more than this is refused, because hashing takes time by length. */
  public static final int LONGEST_PASSWORD = 256;

  /** In characters (NIST SP 800-63B-4 §3.1.1.2: a password that is the only factor). */
  public static final int SHORTEST_PASSWORD = 15;

  private static final System.Logger LOG = System.getLogger(ConsoleUsers.class.getName());
  private static final PasswordHash NOBODY = PasswordHash.ofNobody();

  /** Neither 0 and O nor 1, l and I: the password is likely to be typed. */
  private static final String TYPABLE = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";

  private static final int GENERATED_LENGTH = 24;
  private static final String NAME = "[a-z0-9._@-]{1,64}";

  @PersistenceContext(unitName = "chukei")
  private EntityManager em;

  @Inject private Settings settings;
  @Inject private LoginThrottle throttle;

  /** For the container. */
  public ConsoleUsers() {}

  ConsoleUsers(EntityManager em, Settings settings, LoginThrottle throttle) {
    this.em = em;
    this.settings = settings;
    this.throttle = throttle;
  }

  /**
   * Makes the administrator and the file with the password where there is none yet; otherwise does
   * nothing.
   *
   * @throws UncheckedIOException if the file can't be written; then no user was made either
   */
  public void ensureAdministrator() {
    if (em.find(ConsoleUser.class, ADMINISTRATOR) != null) {
      return;
    }
    String password = generated();
    em.persist(new ConsoleUser(ADMINISTRATOR, Role.ADMINISTRATOR, PasswordHash.of(password)));
    em.flush(); // a node that starts beside us fails here, before it overwrites the file
    try {
      SecretFile.write(passwordFile(), password);
    } catch (IOException e) {
      throw new UncheckedIOException("the first password can't be written to " + passwordFile(), e);
    }
  }

  private Path passwordFile() {
    return settings.home().resolve("admin-password");
  }

  private static String generated() {
    SecureRandom random = new SecureRandom();
    StringBuilder text = new StringBuilder(GENERATED_LENGTH);
    for (int i = 0; i < GENERATED_LENGTH; i++) {
      text.append(TYPABLE.charAt(random.nextInt(TYPABLE.length())));
    }
    return text.toString();
  }

  /**
   * Checks name and password; takes as long for a name that nobody has. Deletes the file with the
   * first password once it was used.
   *
   * @param address where the attempt comes from
   */
  public Login logIn(String name, String password, InetAddress address) {
    String user = name.trim().toLowerCase(Locale.ROOT);
    if (!throttle.admit(user, address)) {
      log(Level.WARNING, user, address, "locked");
      return new Login.Locked(throttle.remaining(user, address));
    }
    Optional<ConsoleUser> known = find(user);
    boolean bounded = password.length() <= LONGEST_PASSWORD;
    boolean right =
        known.map(ConsoleUser::password).orElse(NOBODY).matches(bounded ? password : "");
    if (known.isEmpty() || !bounded || !right) {
      log(Level.WARNING, user, address, "refused");
      return new Login.Denied();
    }
    throttle.succeeded(user, address);
    forgetFirstPassword(user);
    log(Level.INFO, user, address, "granted");
    return new Login.Granted(user, known.get().role());
  }

  /** Logins are rare; what was typed as a name may be a password or hold control characters. */
  private static void log(Level level, String user, InetAddress address, String what) {
    String shown = user.matches(NAME) ? user : "(not a name)";
    LOG.log(
        level, "console login " + what + ": user=" + shown + " from=" + address.getHostAddress());
  }

  /**
   * Gives a user another password.
   *
   * @return false if there is no such user
   * @throws WeakPasswordException if it is shorter or longer than allowed
   */
  public boolean setPassword(String name, String password) {
    requireStrong(password);
    Optional<ConsoleUser> user = find(name);
    user.ifPresent(
        u -> {
          u.password(PasswordHash.of(password));
          forgetFirstPassword(name);
        });
    return user.isPresent();
  }

  /**
   * A user, as others see it.
   *
   * @param hasToken whether the API can be used in its name
   */
  public record User(String name, Role role, boolean hasToken) {

    private static User of(ConsoleUser user) {
      return new User(user.name(), user.role(), user.hasToken());
    }
  }

  /**
   * Makes a token by which the API is used in the user's name and role; the one before opens
   * nothing any more. Only its hash is kept.
   *
   * @throws NotFoundException where there is no such user
   */
  public String giveToken(String name) {
    String token = ApiToken.random();
    existing(name).token(Optional.of(hash(token)));
    return token;
  }

  /** Does nothing where there is none. @throws NotFoundException where there is no such user */
  public void takeToken(String name) {
    existing(name).token(Optional.empty());
  }

  /** Who bears this token. */
  public Optional<User> bearer(String token) {
    return em.createQuery("SELECT u FROM ConsoleUser u WHERE u.apiToken = :hash", ConsoleUser.class)
        .setParameter("hash", hash(token))
        .getResultStream()
        .map(User::of)
        .findFirst();
  }

  /** Not salted, and fast: what is hashed is random and long. */
  private static String hash(String token) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** By name. */
  public List<User> list() {
    return em.createQuery("SELECT u FROM ConsoleUser u ORDER BY u.name", ConsoleUser.class)
        .getResultStream()
        .map(User::of)
        .toList();
  }

  /**
   * @throws UnacceptableException where the name is none
   * @throws ConflictException where there is such a user already
   * @throws WeakPasswordException if the password is shorter or longer than allowed
   */
  public User add(String name, Role role, String password) {
    String user = name.trim().toLowerCase(Locale.ROOT);
    if (!user.matches(NAME)) {
      throw new UnacceptableException(
          "name",
          "'" + name + "' is no user name: it has 1 to 64 of a-z, 0-9, '.', '_', '@' and '-'");
    }
    requireStrong(password);
    if (find(user).isPresent()) {
      throw new ConflictException("there is a user " + user + " already");
    }
    ConsoleUser added = new ConsoleUser(user, role, PasswordHash.of(password));
    em.persist(added);
    return User.of(added);
  }

  /**
   * The user's sessions end at their next request.
   *
   * @throws NotFoundException where there is no such user
   * @throws ConflictException for the one who always exists
   */
  public void remove(String name) {
    ConsoleUser user = existing(name);
    if (user.name().equals(ADMINISTRATOR)) {
      throw new ConflictException(ADMINISTRATOR + " always exists");
    }
    em.remove(user);
  }

  /** As {@link #remove}; in force at the next request of the user's sessions. */
  public void setRole(String name, Role role) {
    ConsoleUser user = existing(name);
    if (user.name().equals(ADMINISTRATOR)) {
      throw new ConflictException(ADMINISTRATOR + " stays administrator");
    }
    user.role(role);
  }

  private ConsoleUser existing(String name) {
    return find(name.trim().toLowerCase(Locale.ROOT))
        .orElseThrow(() -> new NotFoundException("there is no user " + name));
  }

  /** What the user may do now; empty where it was removed. */
  public Optional<Role> role(String name) {
    return find(name).map(ConsoleUser::role);
  }

  private static void requireStrong(String password) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
      throw new WeakPasswordException(
          "a password has " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters");
    }
  }

  private Optional<ConsoleUser> find(String name) {
    return Optional.ofNullable(em.find(ConsoleUser.class, name));
  }

  private void forgetFirstPassword(String user) {
    if (user.equals(ADMINISTRATOR)) {
      try {
        Files.deleteIfExists(passwordFile());
      } catch (IOException e) {
        // The password stays good for its owner; that it also stays readable must be mended.
        LOG.log(Level.ERROR, "delete " + passwordFile() + " by hand: " + e.getMessage());
      }
    }
  }
}
