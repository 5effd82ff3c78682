package org.chukei.account;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.smtp.Mailbox;

/**
 * The server of the tests: example.jp with the accounts info, info2 and other. info has an alias,
 * sales, and may send as nobody@example.jp (whom nobody is) and friend@example.com.
 */
public final class DirectoryFixture {

  private DirectoryFixture() {}

  public static Directory directory(Optional<Mailbox> postmaster) {
    return new Directory(entries(), "mail.example.jp", postmaster);
  }

  static DirectoryEntries entries() {
    return new DirectoryEntries(
        List.of(new LocalDomain("example.jp", Optional.empty())),
        Map.of(
            "info@example.jp", Optional.empty(),
            "info2@example.jp", Optional.empty(),
            "other@example.jp", Optional.empty()),
        List.of(new Alias("sales@example.jp", "info@example.jp")),
        List.of(new Group("all@example.jp", List.of("info2@example.jp", "info@example.jp"))),
        List.of(
            new Grant("info@example.jp", "nobody@example.jp"),
            new Grant("info@example.jp", "friend@example.com")));
  }
}
