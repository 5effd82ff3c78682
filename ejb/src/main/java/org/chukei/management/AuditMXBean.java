package org.chukei.management;

/** The audit log over JMX, to be read only: {@code org.chukei:type=Audit}. */
public interface AuditMXBean {

  /**
   * Changes and refused attempts at them, the newest first, a line each: time, who, door, action,
   * outcome, detail. An empty text stands for whatever time it is.
   *
   * @param from the earliest, {@code 2026-11-24T09:00:00Z}
   * @param until before this time
   * @param limit the most of them
   */
  String[] find(String from, String until, int limit);
}
