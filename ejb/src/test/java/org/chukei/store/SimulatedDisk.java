package org.chukei.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A disk in memory that can lose power, fill up, and fail to force. What was written and not forced
 * is lost by sectors, each for itself; what was created, renamed or deleted in a folder that was
 * not forced is lost from some point on, deletions each for itself.
 */
final class SimulatedDisk implements Disk {

  private static final int SECTOR = 512;

  private final Map<String, Inode> names = new TreeMap<>();
  private final Map<String, Inode> durableNames = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private boolean locked;
  private boolean dead;
  private int operations;
  private int dieAt = Integer.MAX_VALUE;
  private int forces;
  private int failForceAt = Integer.MAX_VALUE;
  private long capacity = Long.MAX_VALUE;

  private static final class Inode {
    byte[] octets = {};
    byte[] durable = {};
    final BitSet dirty = new BitSet();
    final BitSet inDoubt = new BitSet(); // written or not, and no force changes it any more
  }

  private record Change(String from, String to, Inode inode) {
    String folder() {
      return folderOf(to.isEmpty() ? from : to);
    }
  }

  /** What a loss of power makes of that which was not forced. */
  enum Loss {
    EVERYTHING,
    NOTHING,
    SOMETHING
  }

  /** The power fails at this operation; a write is half way, anything else is not done. */
  void dieAt(int operation) {
    dieAt = operation;
  }

  boolean isDead() {
    return dead;
  }

  int operations() {
    return operations;
  }

  int forces() {
    return forces;
  }

  /** The n-th force from now on, 1 being the next, fails, and what was to be forced is not. */
  void failForce(int n) {
    failForceAt = forces + n;
  }

  /** How many octets all files may have together. */
  void setCapacity(long octets) {
    capacity = octets;
  }

  long used() {
    return names.values().stream().mapToLong(inode -> inode.octets.length).sum();
  }

  byte[] octets(String name) {
    return names.get(name).octets;
  }

  /** The disk as the next process finds it. */
  SimulatedDisk afterLossOfPower(Loss loss, RandomGenerator random) {
    Map<String, Inode> found = new TreeMap<>(durableNames);
    int kept =
        switch (loss) {
          case EVERYTHING -> 0;
          case NOTHING -> changes.size();
          case SOMETHING -> random.nextInt(changes.size() + 1);
        };
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      boolean isDeletion = change.to().isEmpty();
      if (isDeletion && loss == Loss.SOMETHING ? random.nextBoolean() : i < kept) {
        apply(change, found);
      }
    }
    SimulatedDisk disk = new SimulatedDisk();
    found.forEach(
        (name, inode) -> {
          Inode left = new Inode();
          left.octets = left(inode, loss, random);
          left.durable = left.octets.clone();
          disk.names.put(name, left);
          disk.durableNames.put(name, left);
        });
    return disk;
  }

  private static byte[] left(Inode inode, Loss loss, RandomGenerator random) {
    boolean grown = loss == Loss.NOTHING || loss == Loss.SOMETHING && random.nextBoolean();
    byte[] left = Arrays.copyOf(inode.durable, grown ? inode.octets.length : inode.durable.length);
    BitSet open = (BitSet) inode.dirty.clone();
    open.or(inode.inDoubt);
    for (int sector : open.stream().toArray()) {
      int from = sector * SECTOR;
      int to = Math.min(from + SECTOR, left.length);
      if (from < to && (loss == Loss.NOTHING || loss == Loss.SOMETHING && random.nextBoolean())) {
        System.arraycopy(inode.octets, from, left, from, to - from);
      }
    }
    return left;
  }

  private static void apply(Change change, Map<String, Inode> to) {
    if (change.from().isEmpty()) {
      to.put(change.to(), change.inode());
    } else {
      Inode inode = to.remove(change.from());
      if (inode != null && !change.to().isEmpty()) {
        to.put(change.to(), inode);
      }
    }
  }

  private static String folderOf(String name) {
    return name.contains("/") ? name.substring(0, name.indexOf('/')) : ROOT;
  }

  private void alive() throws IOException {
    if (dead) {
      throw new IOException("no power");
    }
  }

  private void operation() throws IOException {
    alive();
    if (++operations >= dieAt) {
      dead = true;
      throw new IOException("the power fails");
    }
  }

  @Override
  public synchronized void lock() throws IOException {
    alive();
    if (locked) {
      throw new IOException("in use");
    }
    locked = true;
  }

  @Override
  public synchronized void unlock() {
    locked = false;
  }

  @Override
  public synchronized List<String> list(String folder) throws IOException {
    alive();
    return names.keySet().stream().filter(name -> folderOf(name).equals(folder)).toList();
  }

  @Override
  public synchronized Writer create(String name) throws IOException {
    operation();
    if (names.containsKey(name)) {
      throw new FileAlreadyExistsException(name);
    }
    Inode inode = new Inode();
    names.put(name, inode);
    changes.add(new Change("", name, inode));
    return new SimulatedWriter(inode);
  }

  private final class SimulatedWriter implements Writer {
    private final Inode inode;

    SimulatedWriter(Inode inode) {
      this.inode = inode;
    }

    @Override
    public void write(ByteBuffer octets, long position) throws IOException {
      synchronized (SimulatedDisk.this) {
        alive();
        int at = (int) position;
        int end = at + octets.remaining();
        if (end > inode.octets.length) {
          if (used() + end - inode.octets.length > capacity) {
            throw new IOException("No space left on device");
          }
          inode.octets = Arrays.copyOf(inode.octets, end);
        }
        inode.dirty.set(at / SECTOR, (end + SECTOR - 1) / SECTOR);
        octets.get(inode.octets, at, octets.remaining());
        operation();
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (SimulatedDisk.this) {
        operation();
        SimulatedDisk.this.force(inode);
      }
    }

    @Override
    public void close() {}
  }

  private void force(Inode inode) throws IOException {
    forces++;
    if (forces == failForceAt) {
      inode.inDoubt.or(inode.dirty);
      inode.dirty.clear(); // as Linux does: the next force says yes and has done nothing
      throw new IOException("Input/output error");
    }
    if (inode.durable.length < inode.octets.length) {
      inode.durable = Arrays.copyOf(inode.durable, inode.octets.length);
    }
    for (int sector : inode.dirty.stream().toArray()) {
      int from = sector * SECTOR;
      int to = Math.min(from + SECTOR, inode.octets.length);
      System.arraycopy(inode.octets, from, inode.durable, from, to - from);
    }
    inode.dirty.clear();
  }

  @Override
  public synchronized Reader open(String name) throws IOException {
    alive();
    Inode inode = inode(name);
    return new Reader() {
      @Override
      public long size() {
        return inode.octets.length;
      }

      @Override
      public int read(byte[] into, int offset, int length, long position) throws IOException {
        synchronized (SimulatedDisk.this) {
          alive();
          int count = Math.min(length, inode.octets.length - (int) position);
          if (count <= 0) {
            return -1;
          }
          System.arraycopy(inode.octets, (int) position, into, offset, count);
          return count;
        }
      }

      @Override
      public void close() {}
    };
  }

  private Inode inode(String name) throws NoSuchFileException {
    if (!names.containsKey(name)) {
      throw new NoSuchFileException(name);
    }
    return names.get(name);
  }

  @Override
  public synchronized void force(String name) throws IOException {
    operation();
    force(inode(name));
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    operation();
    if (!names.containsKey(from)) {
      throw new FileNotFoundException(from);
    }
    Change change = new Change(from, to, names.get(from));
    apply(change, names);
    changes.add(change);
  }

  @Override
  public void link(String name, Path elsewhere) {
    throw new UnsupportedOperationException("there is nothing beside this disk");
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    operation();
    if (names.containsKey(name)) {
      Change change = new Change(name, "", names.get(name));
      apply(change, names);
      changes.add(change);
    }
  }

  @Override
  public synchronized void forceFolder(String folder) throws IOException {
    operation();
    for (Change change : List.copyOf(changes)) {
      if (change.folder().equals(folder)) {
        apply(change, durableNames);
        changes.remove(change);
      }
    }
  }

  @Override
  public synchronized long usable() {
    return capacity - used();
  }

  @Override
  public String toString() {
    return "simulated disk";
  }
}
