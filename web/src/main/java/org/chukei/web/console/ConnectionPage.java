package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chukei.network.Network;
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
  boolean isFound(ConnectionEntry entry, String words) {
    return entry.text().toLowerCase(Locale.ROOT).contains(words);
  }

  @Override
  Network network(ConnectionEntry entry) {
    return entry.network();
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
