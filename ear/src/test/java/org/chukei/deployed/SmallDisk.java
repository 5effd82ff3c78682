package org.chukei.deployed;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of a few hundred MiB, in memory. Needs root. */
final class SmallDisk implements Closeable {

  private static final int PIECE = 1 << 20;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  static SmallDisk mount(int mebibytes) throws IOException {
    Path folder = Files.createTempDirectory("chukei-small-disk");
    call("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "none", folder.toString());
    return new SmallDisk(folder);
  }

  Path folder() {
    return folder;
  }

  /** Makes a file of all the space that there is, and that others leave meanwhile. */
  void fill(Path file) throws IOException {
    byte[] piece = new byte[PIECE];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = left(); left > 0; left = left()) {
        out.write(piece, 0, (int) Math.min(PIECE, left));
      }
    } catch (IOException e) {
      if (left() > 0) {
        throw e;
      }
    }
  }

  private long left() {
    return folder.toFile().getUsableSpace();
  }

  private static void call(String... command) throws IOException {
    int status = Launcher.end(new ProcessBuilder(command).inheritIO().start());
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + status);
    }
  }

  @Override
  public void close() throws IOException {
    call("umount", folder.toString());
    Files.delete(folder);
  }
}
