package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.chukei.policy.PermitEntry;
import org.chukei.policy.PermitList;
import org.chukei.policy.RuleList;

/** The page of the relay permit list. */
@Named("permit")
@ViewScoped
public class PermitPage extends ListPage<PermitEntry> {

  @Inject private PermitList list;

  @Override
  RuleList<PermitEntry> list() {
    return list;
  }
}
