package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.chukei.policy.ListEdit;
import org.chukei.policy.ListVersion;
import org.chukei.policy.ListWarning;
import org.chukei.policy.PermitEntry;
import org.chukei.policy.PermitList;
import org.chukei.policy.SavedList;

/** The page of the relay permit list. */
@Named("permit")
@ViewScoped
public class PermitPage extends ListPage<PermitEntry> {

  @Inject private PermitList list;

  @Override
  ListVersion<PermitEntry> current() {
    return list.current();
  }

  @Override
  List<ListWarning> check(ListEdit edit) {
    return list.check(edit);
  }

  @Override
  SavedList save(ListEdit edit) {
    return list.save(edit);
  }
}
