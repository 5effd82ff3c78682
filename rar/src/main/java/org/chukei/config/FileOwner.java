package org.chukei.config;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user of this machine to whom files are given, so that another program finds them its own.
 *
 * @param user by name or number
 * @param group likewise; empty: as it is
 */
public record FileOwner(String user, Optional<String> group) {

  private static final Pattern FORM = Pattern.compile("([\\w.-]+)(?::([\\w.-]+))?");

  /** {@code user} or {@code user:group}; empty where it is neither. */
  static Optional<FileOwner> parse(String text) {
    Matcher m = FORM.matcher(text);
    return m.matches()
        ? Optional.of(new FileOwner(m.group(1), Optional.ofNullable(m.group(2))))
        : Optional.empty();
  }

  /**
   * Gives it away, unless it is theirs already.
   *
   * @throws IOException with what an operator has to do about it
   */
  public void give(Path path) throws IOException {
    UserPrincipalLookupService users = path.getFileSystem().getUserPrincipalLookupService();
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    try {
      PosixFileAttributes now = view.readAttributes();
      if (group.isPresent()) {
        GroupPrincipal wanted = users.lookupPrincipalByGroupName(group.get());
        if (!now.group().equals(wanted)) {
          view.setGroup(wanted);
        }
      }
      UserPrincipal wanted = users.lookupPrincipalByName(user);
      if (!now.owner().equals(wanted)) {
        ((FileOwnerAttributeView) view).setOwner(wanted);
      }
    } catch (UserPrincipalNotFoundException e) {
      throw new IOException("this machine has no user or group " + e.getName(), e);
    } catch (FileSystemException e) {
      throw new IOException(
          "this process may not give files to "
              + this
              + "; that takes root, or CAP_CHOWN and CAP_DAC_OVERRIDE",
          e);
    }
  }

  @Override
  public String toString() {
    return user + group.map(name -> ":" + name).orElse("");
  }
}
