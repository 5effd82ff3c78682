package org.chukei.cli;

/** The command line of the relay. */
public final class Chukei {

  private Chukei() {}

  public static void main(String[] args) {
    System.exit(2);
  }
}
