package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.chukei.policy.ConnectionEntry;
import org.chukei.policy.ConnectionList;
import org.chukei.policy.RuleList;
import org.chukei.policy.RulesDraft;
import org.chukei.policy.importing.ImportFormat;

/** The page of the connection list. */
@Named("connection")
@ViewScoped
public class ConnectionPage extends ListPage<ConnectionEntry> {

  @Inject private ConnectionList list;

  @Override
  RuleList<ConnectionEntry> list() {
    return list;
  }

  @Override
  RulesDraft draft(String text) {
    return new RulesDraft(Optional.empty(), Optional.of(text), Optional.empty(), Optional.empty());
  }

  @Override
  String converted(ImportFormat format, String foreign) {
    return format.connectionList(foreign);
  }

  @Override
  public List<ImportFormat> getFormats() {
    return List.of(ImportFormat.CHUKEI, ImportFormat.PMAIL);
  }
}
