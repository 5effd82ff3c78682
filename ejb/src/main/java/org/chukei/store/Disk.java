package org.chukei.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * All that the segment store asks of a disk, so that tests can play one that loses power. Names are
 * relative to the queue's directory and have at most one folder. Safe for many threads; a {@link
 * Writer} and a {@link Reader} are for one at a time.
 */
interface Disk {

  /** The queue's directory itself. */
  String ROOT = "";

  String LARGE = "large";
  String DAMAGED = "damaged";

  /**
   * Makes the directory and its folders where they are missing, and takes it for this process.
   *
   * @throws IOException another process, or another store of this one, has it
   */
  void lock() throws IOException;

  void unlock() throws IOException;

  /** The names of the files in a folder, with the folder, sorted. */
  List<String> list(String folder) throws IOException;

  /** A new file; one of that name must not exist. Not durable before {@link #forceFolder}. */
  Writer create(String name) throws IOException;

  /** What it reads stays readable when the file is deleted. */
  Reader open(String name) throws IOException;

  /** What was written to this file, also by a former process, survives a loss of power. */
  void force(String name) throws IOException;

  void rename(String from, String to) throws IOException;

  /** Gives the file another name, elsewhere on the same file system, under which it stays. */
  void link(String name, Path elsewhere) throws IOException;

  /** No error where there is none of that name. */
  void delete(String name) throws IOException;

  /** What was created, renamed and deleted in this folder survives a loss of power. */
  void forceFolder(String folder) throws IOException;

  /** How many octets may still be written, about. */
  long usable();

  interface Writer extends Closeable {

    /** All that remains in the buffer. */
    void write(ByteBuffer octets, long position) throws IOException;

    /** What was written survives a loss of power. */
    void force() throws IOException;
  }

  interface Reader extends Closeable {

    long size() throws IOException;

    /**
     * @return how many were read, at least one; -1 at the end of the file
     */
    int read(byte[] into, int offset, int length, long position) throws IOException;
  }
}
