package org.chukei.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiPredicate;

/**
 * Passwords that were right a short while ago, so that a client that logs in for each message does
 * not cost the long computation of {@link ScramKeys#match} each time. Only what was right is
 * remembered: a wrong password costs as much as ever.
 *
 * <p>What is kept is a digest under a key that this process makes and never writes down. The
 * account's keys are in it, with their salt: a password that was changed or taken away, here or on
 * another node, is forgotten by that. Safe for many threads.
 */
public final class RememberedPasswords {

  static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final int MOST = 10_000;
  private static final int KEY_OCTETS = 32;

  private final byte[] key = new byte[KEY_OCTETS];
  private final BiPredicate<ScramKeys, Password> slowly;
  private final Cache<ByteBuffer, Boolean> right;

  public RememberedPasswords(Clock clock) {
    this(clock, ScramKeys::match);
  }

  /**
   * @param slowly verifies a password that is not remembered
   */
  RememberedPasswords(Clock clock, BiPredicate<ScramKeys, Password> slowly) {
    new SecureRandom().nextBytes(key);
    this.slowly = slowly;
    this.right =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(REMEMBERED) // use does not prolong it
            .ticker(() -> clock.millis() * 1_000_000)
            .build();
  }

  /** As {@link ScramKeys#match}. */
  boolean match(ScramKeys keys, Password password) {
    ByteBuffer digest = digest(keys, password);
    if (right.getIfPresent(digest) != null) {
      return true;
    }
    boolean matches = slowly.test(keys, password);
    if (matches) {
      right.put(digest, true);
    }
    return matches;
  }

  private ByteBuffer digest(ScramKeys keys, Password password) {
    byte[] both =
        (keys.format() + ' ' + new String(password.prepared())).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(ScramKeys.hmac(key, both));
  }
}
