package org.chukei.management;

import java.util.List;

/**
 * The permit list and the connection list over JMX, {@code org.chukei:type=RelayLists}. A {@code
 * list} is {@code permit} or {@code connection}. Whatever changes a list is saved as a version with
 * its reason, and is in force when the operation returns; an empty {@code acknowledge} answers for
 * no danger.
 *
 * <p>IllegalArgumentException where an argument can't be read, a list is dangerous or opens up and
 * nobody answers for it, or it was changed meanwhile; the message says which, and nothing was
 * saved.
 */
public interface RelayListsMXBean {

  /** The list's text, octet for octet. */
  String text(String list);

  /** Its version; 0 for the empty list that a server starts with. */
  long version(String list);

  /** What may not be meant so, a sentence each. */
  List<String> warnings(String list);

  /** Entries of the permit list with how often they let a recipient pass, and when last. */
  List<String> uses();

  /**
   * Who saved what and why, a line each, newest first.
   *
   * @param limit 1 to 10,000
   */
  List<String> versions(String list, int limit);

  /** An old version's text; version 0 is the empty list. */
  String textOf(String list, long version);

  /** What one version has that another has not, unified. */
  String difference(String list, long from, long to);

  /**
   * Replaces the whole list.
   *
   * @param basedOn the version that was edited; -1 for whichever is there
   * @return the version in force
   */
  long save(String list, String text, long basedOn, String reason, String acknowledge);

  /**
   * @param entry as a line of the list has it
   * @param position from 1, in the connection list; 0 for the last
   */
  long add(String list, String entry, int position, String reason, String acknowledge);

  long remove(String list, String entry, String reason, String acknowledge);

  /** Makes an old version's text the list again. */
  long rollBack(String list, long version, String reason, String acknowledge);

  /**
   * Makes this list of what another mail server has.
   *
   * @param format as {@code ./chukei permit import --format} has it
   * @param save false: only tells what it would change
   * @return a line for each thing that changes
   */
  List<String> importText(
      String list, String format, String text, boolean save, String reason, String acknowledge);

  /**
   * Saves both lists in one step.
   *
   * @param opensUp whether it is meant that mail between strangers passes that does not pass today
   */
  long saveBoth(
      String permits, String connections, String reason, String acknowledge, boolean opensUp);

  /**
   * What both lists would have changed for the recorded decisions of the last days; nothing is
   * saved.
   *
   * @param profile standard or strict; empty as the settings have it
   * @param permittedNeedAuth true or false; empty as the settings have it
   * @param days 1 to 3,650
   * @return the counts, then a line for each client
   */
  List<String> whatIf(
      String permits, String connections, String profile, String permittedNeedAuth, int days);
}
