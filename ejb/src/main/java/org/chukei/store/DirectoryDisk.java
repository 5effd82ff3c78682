package org.chukei.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory of the real disk. */
final class DirectoryDisk implements Disk {

  private final Path directory;
  private Optional<FileLock> held = Optional.empty();

  DirectoryDisk(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  @Override
  public synchronized void lock() throws IOException {
    makeFolder(directory);
    makeFolder(directory.resolve(LARGE));
    makeFolder(directory.resolve(DAMAGED));
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      held = Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      held = Optional.empty();
    }
    if (held.isEmpty()) {
      channel.close();
      throw new IOException(directory + " is in use by another process");
    }
  }

  /** Durably, with the folders above that are missing too. */
  private static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path above = folder.getParent();
      makeFolder(above);
      Files.createDirectory(folder);
      force(above);
    }
  }

  @Override
  public synchronized void unlock() throws IOException {
    if (held.isPresent()) {
      held.get().acquiredBy().close();
      held = Optional.empty();
    }
  }

  @Override
  public List<String> list(String folder) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(folder))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Override
  public Writer create(String name) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new Writer() {
      @Override
      public void write(ByteBuffer octets, long position) throws IOException {
        long at = position;
        while (octets.hasRemaining()) {
          at += channel.write(octets, at);
        }
      }

      @Override
      public void force() throws IOException {
        channel.force(false); // fdatasync: the size, where it grew, but no times
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /**
   * A handle of its own for each reader, and no FileChannel: an interrupt of a thread that reads a
   * FileChannel closes it for everybody else.
   */
  @Override
  public Reader open(String name) throws IOException {
    Path path = directory.resolve(name);
    RandomAccessFile file;
    try {
      file = new RandomAccessFile(path.toFile(), "r");
    } catch (FileNotFoundException e) {
      // Also thrown for want of file descriptors, which must not look like a message that is gone.
      throw Files.exists(path) ? new IOException(e) : new NoSuchFileException(path.toString());
    }
    return new Reader() {
      @Override
      public long size() throws IOException {
        return file.length();
      }

      @Override
      public int read(byte[] into, int offset, int length, long position) throws IOException {
        file.seek(position);
        return file.read(into, offset, length);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  @Override
  public void force(String name) throws IOException {
    force(directory.resolve(name));
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      channel.force(true);
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void link(String name, Path elsewhere) throws IOException {
    Files.createLink(elsewhere, directory.resolve(name));
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  @Override
  public void forceFolder(String folder) throws IOException {
    force(directory.resolve(folder));
  }

  @Override
  public long usable() {
    return directory.toFile().getUsableSpace();
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
