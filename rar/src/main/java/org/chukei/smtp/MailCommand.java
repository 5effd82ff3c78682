package org.chukei.smtp;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the parameters of one MAIL, one after the other. */
final class MailCommand {

  private static final Pattern SIZE = Pattern.compile("\\d{1,20}"); // RFC 1870 §5

  private OptionalLong size = OptionalLong.empty();
  private Optional<String> auth = Optional.empty();
  private BodyType body = BodyType.SEVEN_BIT;
  private boolean smtpUtf8;
  private boolean requireTls;
  private Optional<ReturnedContent> returned = Optional.empty();
  private Optional<String> envelopeId = Optional.empty();

  private MailCommand() {}

  /**
   * @param parameters keywords in upper case
   */
  static Command of(ReversePath sender, Map<String, String> parameters) {
    MailCommand mail = new MailCommand();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      Optional<Command> fault = mail.take(parameter.getKey(), parameter.getValue());
      if (fault.isPresent()) {
        return fault.get();
      }
    }
    return new Command.Mail(
        sender,
        mail.size,
        mail.auth,
        new MailParameters(
            mail.body, mail.smtpUtf8, mail.requireTls, mail.returned, mail.envelopeId),
        !parameters.isEmpty());
  }

  private Optional<Command> take(String keyword, String value) {
    return switch (keyword) {
      case "SIZE" -> {
        if (!SIZE.matcher(value).matches()) {
          yield bad("SIZE must be a number of octets");
        }
        size = OptionalLong.of(value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value));
        yield Optional.empty();
      }
      case "BODY" -> {
        Optional<BodyType> type = bodyType(value);
        body = type.orElse(body);
        yield type.isPresent()
            ? Optional.empty()
            : Optional.of(
                CommandParser.bad(555, "5.5.4", "BODY must be 7BIT, 8BITMIME or BINARYMIME"));
      }
      case "AUTH" -> {
        auth = Optional.of(value);
        yield value.isEmpty() ? bad("AUTH must have a value") : Optional.empty();
      }
      case "SMTPUTF8" -> {
        smtpUtf8 = true;
        yield withoutValue(keyword, value); // RFC 6531 §3.1
      }
      case "REQUIRETLS" -> {
        requireTls = true;
        yield withoutValue(keyword, value); // RFC 8689 §2
      }
      case "RET" -> {
        returned = DsnParameters.returned(value);
        yield returned.isPresent() ? Optional.empty() : bad("RET must be FULL or HDRS");
      }
      case "ENVID" -> {
        envelopeId = DsnParameters.envelopeId(value);
        yield envelopeId.isPresent()
            ? Optional.empty()
            : bad("ENVID must be xtext of at most 100 printable characters");
      }
      default -> Optional.of(PathCommands.unsupported(keyword));
    };
  }

  private static Optional<Command> withoutValue(String keyword, String value) {
    return value.isEmpty() ? Optional.empty() : bad(keyword + " takes no value");
  }

  private static Optional<Command> bad(String text) {
    return Optional.of(CommandParser.bad(501, "5.5.4", text));
  }

  private static Optional<BodyType> bodyType(String value) {
    return Arrays.stream(BodyType.values())
        .filter(type -> type.keyword().equalsIgnoreCase(value))
        .findFirst();
  }
}
