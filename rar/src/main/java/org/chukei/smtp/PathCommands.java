package org.chukei.smtp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads MAIL and RCPT: a path and the parameters behind it (RFC 5321 §4.1.1.2, §4.1.1.3). */
final class PathCommands {

  // RFC 5321 §4.1.2, esmtp-param, as RFC 6531 §3.3 widens it.
  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]*)(?:=([!-<>-~\\x{80}-\\x{10FFFF}]+))?");

  private PathCommands() {}

  static Command mail(String rest) {
    if (!rest.regionMatches(true, 0, "FROM:", 0, 5)) {
      return CommandParser.bad(501, "5.5.4", "syntax: MAIL FROM:<address>");
    }
    Optional<String> text = Utf8.read(rest.substring(5));
    if (text.isEmpty()) {
      return CommandParser.bad(501, "5.1.7", "that is not UTF-8");
    }
    PathScanner scanner = new PathScanner(text.get());
    if (scanner.isTooLong()) {
      return CommandParser.bad(501, "5.1.7", "path too long"); // RFC 5321 §4.5.3.1.3
    }
    Optional<ReversePath> sender =
        scanner.isNull() ? Optional.of(ReversePath.NULL) : scanner.mailbox().map(ReversePath::of);
    if (sender.isEmpty()) {
      return CommandParser.bad(501, "5.1.7", "bad sender address syntax, <local-part@domain>");
    }
    Map<String, String> parameters = new HashMap<>();
    Optional<Command> fault = parameters(scanner.behind(), parameters);
    if (fault.isEmpty() && !sender.get().isAscii() && !parameters.containsKey("SMTPUTF8")) {
      return CommandParser.bad(553, "5.6.7", "such an address needs SMTPUTF8"); // RFC 6531 §3.5
    }
    return fault.orElseGet(() -> MailCommand.of(sender.get(), parameters));
  }

  static Command rcpt(String rest) {
    if (!rest.regionMatches(true, 0, "TO:", 0, 3)) {
      return CommandParser.bad(501, "5.5.4", "syntax: RCPT TO:<address>");
    }
    Optional<String> text = Utf8.read(rest.substring(3));
    if (text.isEmpty()) {
      return CommandParser.bad(501, "5.1.3", "that is not UTF-8");
    }
    PathScanner scanner = new PathScanner(text.get());
    if (scanner.isTooLong()) {
      return CommandParser.bad(501, "5.1.3", "path too long"); // RFC 5321 §4.5.3.1.3
    }
    // RFC 5321 §4.1.1.3: <Postmaster>, in any case, is the one recipient without a domain.
    Optional<ForwardPath> recipient =
        scanner.isPostmaster()
            ? Optional.of(ForwardPath.POSTMASTER)
            : scanner.mailbox().map(ForwardPath::of);
    if (recipient.isEmpty()) {
      return CommandParser.bad(501, "5.1.3", "bad recipient address syntax, <local-part@domain>");
    }
    Map<String, String> parameters = new HashMap<>();
    Optional<Command> fault = parameters(scanner.behind(), parameters);
    if (fault.isPresent()) {
      return fault.get();
    }
    return rcpt(recipient.get(), parameters);
  }

  private static Command rcpt(ForwardPath recipient, Map<String, String> parameters) {
    Optional<Notify> notify = Optional.empty();
    Optional<OriginalRecipient> original = Optional.empty();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      switch (parameter.getKey()) {
        case "NOTIFY" -> {
          notify = DsnParameters.notify(parameter.getValue());
          if (notify.isEmpty()) {
            return CommandParser.bad(
                501, "5.5.4", "NOTIFY must be NEVER, or any of SUCCESS, FAILURE and DELAY");
          }
        }
        case "ORCPT" -> {
          original = DsnParameters.originalRecipient(parameter.getValue());
          if (original.isEmpty()) {
            return CommandParser.bad(
                501, "5.5.4", "ORCPT must be address-type;xtext of at most 500 characters");
          }
        }
        default -> {
          return unsupported(parameter.getKey());
        }
      }
    }
    return new Command.Rcpt(recipient, new RcptParameters(notify, original));
  }

  /** Fills the map, keywords in upper case; a fault is the answer to the client. */
  private static Optional<Command> parameters(String text, Map<String, String> parameters) {
    if (!text.isEmpty() && text.charAt(0) != ' ') {
      return Optional.of(CommandParser.bad(501, "5.5.4", "a space must follow the path"));
    }
    for (String word : text.strip().split(" +")) {
      if (word.isEmpty()) {
        continue;
      }
      Matcher m = PARAMETER.matcher(word);
      if (!m.matches()) {
        return Optional.of(CommandParser.bad(501, "5.5.4", "bad parameter syntax"));
      }
      String value = m.group(2) == null ? "" : m.group(2);
      if (parameters.put(m.group(1).toUpperCase(Locale.ROOT), value) != null) {
        return Optional.of(CommandParser.bad(501, "5.5.4", "a parameter is given twice"));
      }
    }
    return Optional.empty();
  }

  /** RFC 5321 §4.1.1.11. */
  static Command unsupported(String keyword) {
    String shown = keyword.length() > 40 ? keyword.substring(0, 40) : keyword;
    return CommandParser.bad(555, "5.5.4", "parameter " + shown + " is not supported");
  }
}
