package org.chukei.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the store says to the server log, kept instead of printed. */
final class ServerLog extends Handler implements AutoCloseable {

  private static final Logger STORE = Logger.getLogger("org.chukei.store");

  private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());

  ServerLog() {
    STORE.setUseParentHandlers(false);
    STORE.addHandler(this);
  }

  List<String> errors() {
    return said(Level.SEVERE);
  }

  List<String> warnings() {
    return said(Level.WARNING);
  }

  private List<String> said(Level level) {
    return records.stream().filter(r -> r.getLevel() == level).map(LogRecord::getMessage).toList();
  }

  void clear() {
    records.clear();
  }

  @Override
  public void publish(LogRecord record) {
    records.add(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    STORE.removeHandler(this);
    STORE.setUseParentHandlers(true);
  }
}
