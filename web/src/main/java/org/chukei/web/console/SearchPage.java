package org.chukei.web.console;

import java.io.Serializable;

/** What the pages have in common whose table is searched: the field above it, and its button. */
public abstract class SearchPage implements Serializable {

  private String wanted = "";

  /** The table's client id. */
  abstract String table();

  /** Shows the first page of those that fit what is wanted. */
  public void show() {
    OfRequest.firstPage(table());
  }

  /** What is searched for; empty: all is shown. */
  public String getWanted() {
    return wanted;
  }

  public void setWanted(String wanted) {
    this.wanted = Texts.typed(wanted);
  }
}
