package org.chukei.cli;

import picocli.CommandLine.Option;

/** Which part of a record that grows with time is wanted, the newest first. */
final class Excerpt {

  @Option(names = "--since", paramLabel = "TIME", description = "2026-11-24T09:00:00Z")
  private String since;

  @Option(names = "--until", paramLabel = "TIME", description = "before this time")
  private String until;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "at most N (${DEFAULT-VALUE})")
  private int limit;

  /** What follows the {@code ?} of a query; {@code more} stands between limit and times. */
  String query(String more) {
    return "limit=" + limit + more + parameter("from", since) + parameter("until", until);
  }

  /** Empty text where nothing was given. */
  static String parameter(String name, String value) {
    return value == null ? "" : "&" + name + "=" + Api.segment(value);
  }
}
