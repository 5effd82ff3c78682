package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.chukei.policy.ConnectionEntry;
import org.chukei.policy.ConnectionList;
import org.chukei.policy.ListEdit;
import org.chukei.policy.ListVersion;
import org.chukei.policy.ListWarning;
import org.chukei.policy.SavedList;

/** The page of the connection list. */
@Named("connection")
@ViewScoped
public class ConnectionPage extends ListPage<ConnectionEntry> {

  @Inject private ConnectionList list;

  @Override
  ListVersion<ConnectionEntry> current() {
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
