package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.chukei.policy.PermitEntry;
import org.chukei.policy.PermitList;
import org.chukei.policy.RuleList;
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
  String converted(ImportFormat format, String foreign) {
    return format.permitList(foreign);
  }

  @Override
  public List<ImportFormat> getFormats() {
    return List.of(ImportFormat.values());
  }
}
