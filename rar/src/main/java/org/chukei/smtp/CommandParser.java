package org.chukei.smtp;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads command lines by RFC 5321 §4.1.2, to the letter but for three things that clients in the
 * field do and that can't be misunderstood: white space at the end of a line (§4.1.1 asks for it),
 * more than one space between arguments, and spaces behind {@code FROM:} and {@code TO:}. §3.3
 * forbids the last; Postfix takes them, and with it every script that was ever tried against it.
 * Angle brackets are not optional: without them a path and its parameters can't be told apart.
 */
public final class CommandParser {

  private static final Set<String> NOT_IMPLEMENTED =
      Set.of("EXPN", "ETRN", "TURN", "ATRN", "SEND", "SOML", "SAML", "BURL");
  // A browser can be made to talk to us by any page it shows; Postfix drops the same verbs.
  private static final Set<String> HTTP =
      Set.of("GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT", "DELETE", "PATCH");

  // RFC 3030 §2.
  private static final Pattern BDAT = Pattern.compile("(\\d{1,20})( +(?i:LAST))?");

  private CommandParser() {}

  /**
   * @param line without CRLF, one character for each octet
   */
  public static Command parse(String line) {
    String trimmed = withoutTrailingSpace(line);
    int space = trimmed.indexOf(' ');
    String verb = (space < 0 ? trimmed : trimmed.substring(0, space)).toUpperCase(Locale.ROOT);
    String rest = space < 0 ? "" : trimmed.substring(space + 1).strip();
    if (verb.equals("BDAT")) {
      return bdat(rest);
    }
    if (isTooLong(verb, line.length())) {
      return bad(500, "5.5.2", "line too long");
    }
    if (hasControlCharacter(trimmed)) {
      // RFC 5321 §4.1.2 has no control characters in any argument, and NUL nowhere (§2.3.1).
      return bad(500, "5.5.2", "control characters are not allowed in commands");
    }
    return switch (verb) {
      case "EHLO" -> hello(rest, true);
      case "HELO" -> hello(rest, false);
      case "MAIL" -> PathCommands.mail(rest);
      case "RCPT" -> PathCommands.rcpt(rest);
      case "AUTH" -> auth(rest);
      case "DATA" -> withoutArgument(Command.Plain.DATA, rest);
      case "STARTTLS" -> withoutArgument(Command.Plain.STARTTLS, rest); // RFC 3207 §4: 501
      case "RSET" -> withoutArgument(Command.Plain.RSET, rest);
      case "QUIT" -> withoutArgument(Command.Plain.QUIT, rest);
      case "NOOP" -> Command.Plain.NOOP;
      case "HELP" -> Command.Plain.HELP;
      case "VRFY" -> verify(rest);
      default -> unknown(verb);
    };
  }

  private static String withoutTrailingSpace(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
      end--;
    }
    return line.substring(0, end);
  }

  private static boolean isTooLong(String verb, int octets) {
    int limit =
        switch (verb) {
          case "AUTH" -> SmtpLimits.AUTH_LINE;
          case "MAIL" -> SmtpLimits.MAIL_LINE;
          case "RCPT" -> SmtpLimits.RCPT_LINE;
          default -> SmtpLimits.COMMAND_LINE;
        };
    return octets + 2 > limit;
  }

  private static boolean hasControlCharacter(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c < ' ' || c == 127) {
        return true;
      }
    }
    return false;
  }

  /**
   * Departs from RFC 5321 §4.1.1.1 because machines whose owners never heard of it send names that
   * are no domain, Postfix takes them, and nothing is decided by the name: any one word is taken
   * that can stand in a Received field. Replies to EHLO and HELO have no enhanced status (RFC 2034
   * §4).
   */
  private static Command hello(String name, boolean extended) {
    if (name.isEmpty() || name.length() > SmtpLimits.DOMAIN) {
      return new Command.Bad(
          Reply.of(501, "syntax: " + (extended ? "EHLO" : "HELO") + " your.host.name"));
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c > '~' || "()<>@,;\\\"".indexOf(c) >= 0) {
        return new Command.Bad(Reply.of(501, "that is no host name or address literal"));
      }
    }
    return new Command.Hello(name, extended);
  }

  private static Command auth(String rest) {
    String[] words = rest.split(" +");
    if (rest.isEmpty() || words.length > 2) {
      return bad(501, "5.5.4", "syntax: AUTH mechanism [initial response]");
    }
    return new Command.Auth(
        words[0].toUpperCase(Locale.ROOT),
        words.length == 2 ? Optional.of(words[1]) : Optional.empty());
  }

  /** RFC 6531 §3.7.4.2: VRFY has the parameter too. */
  private static Command verify(String rest) {
    if (rest.isEmpty() || Utf8.read(rest).isEmpty()) {
      return bad(501, "5.5.4", "syntax: VRFY address");
    }
    return Utf8.isAscii(rest) || rest.toUpperCase(Locale.ROOT).endsWith(" SMTPUTF8")
        ? Command.Plain.VRFY
        : bad(553, "5.6.7", "such an address needs SMTPUTF8");
  }

  /** Strict, because all that follows is told apart by this number. */
  private static Command bdat(String rest) {
    Matcher m = BDAT.matcher(rest);
    if (!m.matches()) {
      return new Command.Uncountable(Reply.of(501, "5.5.4", "syntax: BDAT octets [LAST]"));
    }
    String octets = m.group(1);
    return new Command.Bdat(
        octets.length() > 18 ? Long.MAX_VALUE : Long.parseLong(octets), m.group(2) != null);
  }

  private static Command withoutArgument(Command.Plain command, String rest) {
    return rest.isEmpty() ? command : bad(501, "5.5.4", command + " takes no argument");
  }

  private static Command unknown(String verb) {
    if (HTTP.contains(verb)) {
      return Command.Plain.HTTP;
    }
    // RFC 5321 §4.2.4: 502 for what we know and don't do.
    return NOT_IMPLEMENTED.contains(verb)
        ? bad(502, "5.5.1", "command not implemented")
        : bad(500, "5.5.2", "command not recognized");
  }

  static Command bad(int code, String status, String text) {
    return new Command.Bad(Reply.of(code, status, text));
  }
}
