package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.chukei.policy.ConnectionEntry;
import org.chukei.policy.ConnectionList;
import org.chukei.policy.RuleList;

/** The page of the connection list. */
@Named("connection")
@ViewScoped
public class ConnectionPage extends ListPage<ConnectionEntry> {

  @Inject private ConnectionList list;

  @Override
  RuleList<ConnectionEntry> list() {
    return list;
  }
}
