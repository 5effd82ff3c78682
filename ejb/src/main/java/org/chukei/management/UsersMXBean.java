package org.chukei.management;

import java.util.List;

/**
 * Users of the console and their tokens for the API, over JMX, {@code org.chukei:type=Users}. What
 * is changed is in force at the next request of a user's sessions and stands in the audit log; an
 * unacceptable value is an IllegalArgumentException that says why.
 */
public interface UsersMXBean {

  /** A line each: {@code sato OPERATOR}, with {@code token} behind it where there is one. */
  List<String> getUsers();

  /**
   * @param role VIEWER, OPERATOR or ADMINISTRATOR
   */
  void addUser(String name, String role, String password);

  /** The sessions of the user end. */
  void removeUser(String name);

  void setRole(String name, String role);

  void setPassword(String name, String password);

  /**
   * Makes a token by which the API is used in the user's name and role; the one before opens
   * nothing any more.
   *
   * @return the token, this once
   */
  String giveToken(String name);

  void takeToken(String name);
}
