package org.chukei.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A copy of the queue's directory as of one moment, between two groups of the flusher, while mail
 * flows. Files that are written no more are hard links, so that it takes no time and no space, and
 * keeps what compaction and delivery delete meanwhile; of the active segment what is durable is
 * copied, for the rest of it is of later messages. What recovery makes of it is what it would have
 * made of the directory at that moment.
 */
final class StoreCopy {

  private static final int PIECE = 1 << 20;

  private final Disk disk;
  private final Path to;

  private record Durable(String name, Disk.Reader reader, int end) {}

  /**
   * @param to an empty directory on the same file system
   */
  StoreCopy(Disk disk, Path to) {
    this.disk = disk;
    this.to = to;
  }

  void make(Journal journal) throws IOException {
    Files.createDirectories(to.resolve(Disk.LARGE));
    Opened opened = new Opened();
    journal.between(opened);
    Durable active = opened.durable.orElseThrow();
    try (Disk.Reader reader = active.reader();
        OutputStream out = Files.newOutputStream(to.resolve(active.name()))) {
      copy(reader, active.end(), out);
    }
  }

  private final class Opened implements Journal.Between {
    private Optional<Durable> durable = Optional.empty();

    @Override
    public void run(Optional<ActiveSegment> active) throws IOException {
      ActiveSegment written =
          active.orElseThrow(
              () -> new IOException("the store is in trouble, and can't be copied now"));
      String name = written.segment().name();
      for (String file : disk.list(Disk.ROOT)) {
        if (Segment.isName(file) && !file.equals(name)) {
          disk.link(file, to.resolve(file));
        }
      }
      for (String file : disk.list(Disk.LARGE)) {
        disk.link(file, to.resolve(file));
      }
      durable = Optional.of(new Durable(name, disk.open(name), written.end()));
    }
  }

  private static void copy(Disk.Reader reader, int end, OutputStream out) throws IOException {
    byte[] piece = new byte[PIECE];
    int at = 0;
    while (at < end) {
      int count = reader.read(piece, 0, Math.min(PIECE, end - at), at);
      if (count < 0) {
        throw new IOException("the active segment is shorter than what was written to it");
      }
      out.write(piece, 0, count);
      at += count;
    }
  }
}
