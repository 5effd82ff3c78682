package org.chukei.web.api;

import jakarta.ws.rs.POST;
import java.util.List;
import java.util.function.BiFunction;
import org.chukei.policy.ListEdit;
import org.chukei.policy.ListPreview;
import org.chukei.policy.RuleList;
import org.chukei.policy.SavedList;
import org.chukei.policy.importing.ImportFormat;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Replaces one list by what another mail server has, beneath the list's path. */
@Tag(name = "lists", description = "Lists of other mail servers")
public class ImportResource {

  private final RuleList<?> list;
  private final Caller caller;
  private final BiFunction<ImportFormat, String, String> conversion;

  /**
   * @param conversion makes this list's text of a format's
   */
  ImportResource(
      RuleList<?> list, Caller caller, BiFunction<ImportFormat, String, String> conversion) {
    this.list = list;
    this.caller = caller;
    this.conversion = conversion;
  }

  @Operation(
      summary =
          "Reads a list in the format of another mail server, and says what it would change; saves nothing")
  @POST
  public ImportJson.Report read(ImportJson.Import body) {
    ImportFormat format = ImportFormat.named(body.formatName());
    String text = conversion.apply(format, Field.required("text", body.text()));
    ListPreview preview = list.preview(text);
    if (body.dryRun()) {
      return ImportJson.report(preview, text, false, list.current().version());
    }
    SavedList saved = list.save(new ListEdit(text, body.basedOn(), body.by(caller)));
    ListPreview done = new ListPreview(preview.changes(), saved.warnings(), List.of());
    return ImportJson.report(done, text, saved.changed(), saved.version());
  }
}
