package org.chukei.cli;

import jakarta.json.JsonObject;
import java.util.List;

/** Tells what an import changes, or would change. */
final class ImportReport {

  private static final int MOST_NETWORKS = 50;

  private final Terminal terminal;

  ImportReport(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Exit status 1 for a dry run of what would not be saved without a name. */
  int show(JsonObject report, boolean dryRun) {
    Fields.texts(report, "warnings").forEach(terminal::warn);
    Fields.objects(report, "changes").forEach(this::change);
    List<String> dangers = Fields.texts(report, "dangers");
    dangers.forEach(danger -> terminal.print("danger: " + danger));
    if (!dangers.isEmpty()) {
      terminal.print("to save it, somebody has to answer for that: --acknowledge NAME");
      return Chukei.REFUSED;
    }
    terminal.print(
        dryRun
            ? "nothing was saved: a dry run"
            : report.getBoolean("saved")
                ? "saved as version " + Fields.text(report, "version")
                : "the list is like this already");
    return 0;
  }

  private void change(JsonObject change) {
    String standing = Fields.text(change, "standing");
    networks(standing, "+", change, "added");
    networks(standing, "-", change, "removed");
  }

  private void networks(String standing, String sign, JsonObject change, String which) {
    List<String> networks = Fields.texts(change, which);
    terminal.print(
        "%s %s%s IPv4 and %s%s IPv6 addresses"
            .formatted(
                standing,
                sign,
                Fields.text(change, which + "Ipv4"),
                sign,
                Fields.text(change, which + "Ipv6")));
    networks.stream().limit(MOST_NETWORKS).forEach(n -> terminal.print("  " + sign + " " + n));
    if (networks.size() > MOST_NETWORKS) {
      terminal.print("  … and " + (networks.size() - MOST_NETWORKS) + " more; --json has all");
    }
  }
}
