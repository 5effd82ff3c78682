package org.chukei.cli;

/** The option by which somebody answers for a dangerous list. */
final class Acknowledged {

  static final String MEANING = "who answers for a dangerous list; recorded";

  private Acknowledged() {}
}
