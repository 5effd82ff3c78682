package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.chukei.policy.PermitEntry;
import org.chukei.policy.PermitList;
import org.chukei.policy.RuleList;
import org.chukei.policy.RulesDraft;
import org.chukei.policy.importing.ImportFormat;

/** The page of the relay permit list. */
@Named("permit")
@ViewScoped
public class PermitPage extends ListPage<PermitEntry> {

  @Inject private PermitList list;

  @Override
  RuleList<PermitEntry> list() {
    return list;
  }

  @Override
  RulesDraft draft(String text) {
    return new RulesDraft(Optional.of(text), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Override
  String converted(ImportFormat format, String foreign) {
    return format.permitList(foreign);
  }

  @Override
  public List<ImportFormat> getFormats() {
    return List.of(ImportFormat.values());
  }
}
