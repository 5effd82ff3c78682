package org.chukei.management;

import java.util.List;

/**
 * The queue over JMX, {@code org.chukei:type=Queue}. Operations say which mail is meant by queue
 * id, sender, recipient (an address or {@code @domain}), destination and state; empty texts narrow
 * nothing, and the state {@code all} alone means everything. They return the number of recipients.
 *
 * <p>IllegalArgumentException where an argument can't be read; the message says which.
 */
public interface QueueMXBean {

  /** Messages with at least one recipient owed. */
  long getMessages();

  /** Octets of their contents. */
  long getOctets();

  /** Recipients that are fresh or being tried. */
  long getActive();

  /** Recipients that wait for their next attempt. */
  long getDeferred();

  /** Recipients that wait for an operator. */
  long getHeld();

  /**
   * Messages by how long they have waited, the youngest first, each {@code from 5m: 3}: three are
   * five minutes old or older, and younger than where the next line begins.
   */
  List<String> getAges();

  /** Whether clients can leave mail here: open, paused, or stopped and why. */
  String getAcceptance();

  /** What is paused, a line each: what, which destination, since when, by whom and why. */
  List<String> getPauses();

  /** Destinations that are left alone because they can't be reached, a line each, and why. */
  List<String> getDestinationsInTrouble();

  /**
   * The oldest messages, a line for each recipient that is meant.
   *
   * @param limit 1 to 1000
   */
  List<String> list(
      String id, String sender, String recipient, String destination, String state, int limit);

  /** Tries what waits of this mail now. */
  long retry(String id, String sender, String recipient, String destination, String state);

  /** No attempt starts until it is released. */
  long hold(String id, String sender, String recipient, String destination, String state);

  /** Undoes hold. */
  long release(String id, String sender, String recipient, String destination, String state);

  /** Ends this mail; nobody is told but the mail log. */
  long remove(String id, String sender, String recipient, String destination, String state);

  /** From now on this mail goes to {@code to}, host:port. */
  long reroute(
      String id, String sender, String recipient, String destination, String state, String to);

  /** Stops delivery, acceptance, or a destination that is named, over restarts too. */
  void pause(String what, String destination, String reason);

  /** Lets it go on. */
  void resume(String what, String destination);
}
