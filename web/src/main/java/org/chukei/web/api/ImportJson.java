package org.chukei.web.api;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.OptionalLong;
import org.chukei.network.Network;
import org.chukei.policy.ChangedBy;
import org.chukei.policy.Danger;
import org.chukei.policy.ListPreview;
import org.chukei.policy.ListWarning;
import org.chukei.policy.StandingChange;

/** The JSON of importing a list, and of looking at it before. */
final class ImportJson {

  private ImportJson() {}

  /**
   * What is sent.
   *
   * @param format {@code postfix-cidr} and so on; left out: our own
   * @param text as the other server has it
   * @param dryRun true: nothing is saved
   * @param version as in {@link RuleListJson.Text}
   */
  public record Import(
      String format, String text, boolean dryRun, Long version, String reason, String acknowledge) {

    String formatName() {
      return format == null ? "chukei" : format;
    }

    OptionalLong basedOn() {
      return RuleListJson.basedOn(version);
    }

    /** Who imports; the format is reason enough where none is given. */
    ChangedBy by(Caller caller) {
      boolean given = reason != null && !reason.isBlank();
      return RuleListJson.by(caller, given ? reason : "import from " + formatName(), acknowledge);
    }
  }

  /**
   * What came, or would come, of it.
   *
   * @param saved false for a dry run, and where the list was like this already
   * @param version of the list in force
   * @param text of our list, made of what was sent
   * @param dangers for which somebody has to answer; empty when it was saved
   */
  @JsonbPropertyOrder({"saved", "version", "changes", "dangers", "warnings", "text"})
  public record Report(
      boolean saved,
      long version,
      List<Change> changes,
      List<String> dangers,
      List<String> warnings,
      String text) {}

  /**
   * @param standing {@code PERMITTED}, {@code DENY} or {@code UNCONDITIONAL}
   * @param added the fewest networks
   * @param addedIpv4 how many addresses
   * @param addedIpv6 how many, as text: a number of JSON may be too small
   */
  @JsonbPropertyOrder({
    "standing",
    "addedIpv4",
    "addedIpv6",
    "removedIpv4",
    "removedIpv6",
    "added",
    "removed"
  })
  public record Change(
      String standing,
      long addedIpv4,
      String addedIpv6,
      long removedIpv4,
      String removedIpv6,
      List<String> added,
      List<String> removed) {}

  static Report report(ListPreview preview, String text, boolean saved, long version) {
    return new Report(
        saved,
        version,
        preview.changes().stream().map(ImportJson::change).toList(),
        preview.dangers().stream().map(Danger::text).toList(),
        preview.warnings().stream().map(ImportJson::warning).toList(),
        text);
  }

  private static String warning(ListWarning warning) {
    return "line " + warning.line() + ": " + warning.text();
  }

  private static Change change(StandingChange change) {
    return new Change(
        change.standing(),
        change.addedAddresses(true).longValueExact(),
        change.addedAddresses(false).toString(),
        change.removedAddresses(true).longValueExact(),
        change.removedAddresses(false).toString(),
        texts(change.addedNetworks()),
        texts(change.removedNetworks()));
  }

  private static List<String> texts(List<Network> networks) {
    return networks.stream().map(Network::toString).toList();
  }
}
