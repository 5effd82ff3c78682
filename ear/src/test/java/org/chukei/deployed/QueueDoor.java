package org.chukei.deployed;

import java.io.IOException;
import java.util.List;

/**
 * One of the ways by which an operator reaches the queue. What each does has to come to the same.
 */
interface QueueDoor extends AutoCloseable {

  /**
   * Which mail is meant; empty text narrows nothing.
   *
   * @param state in capitals
   */
  record Choice(String id, String sender, String recipient, String destination, String state) {

    static Choice id(String id) {
      return new Choice(id, "", "", "", "");
    }

    static Choice sender(String sender, String state) {
      return new Choice("", sender, "", "", state);
    }

    static Choice recipient(String recipient) {
      return new Choice("", "", recipient, "", "");
    }

    static Choice destination(String destination, String sender) {
      return new Choice("", sender, "", destination, "");
    }
  }

  /**
   * @param operation hold, release, retry, remove, or reroute
   * @param to for reroute: host:port
   * @return how many recipients it says were meant
   */
  long change(String operation, Choice choice, String to) throws Exception;

  /** A text for each message or recipient, with its addresses and states in capitals. */
  List<String> list(Choice choice) throws Exception;

  /**
   * @param what DELIVERY, DESTINATION or ACCEPTANCE
   * @param destination empty where it is no pause of one
   */
  void pause(String what, String destination) throws Exception;

  void resume(String what, String destination) throws Exception;

  @Override
  void close() throws IOException;
}
