package org.chukei.management;

/** What happened to messages, over JMX, {@code org.chukei:type=History}. */
public interface HistoryMXBean {

  /**
   * The life of one message.
   *
   * @param language {@code en} or {@code ja}
   * @return the text that REST and the command line show too; a sentence where nothing is recorded
   * @throws IllegalArgumentException where it is no queue id
   */
  String tell(String queueId, String language);

  /**
   * Recorded messages, the newest first, a line each: time, queue id, sender, and each recipient
   * with what has become of it. Empty arguments stand for whatever it is.
   *
   * @param decision the id of a verdict that let a recipient pass
   * @param messageId with or without its brackets
   * @param from the earliest, {@code 2026-11-24T09:00:00Z}
   * @param until before this time
   * @param limit the most of them
   */
  String[] find(
      String decision,
      String messageId,
      String sender,
      String recipient,
      String from,
      String until,
      int limit);

  /** Events of this node since it started that there was no room to record. */
  long getEventsLost();
}
