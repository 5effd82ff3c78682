package org.chukei.store;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.Notify;
import org.chukei.smtp.OriginalRecipient;
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.ReturnedContent;

/** The parameters of an envelope: one octet where there is no text among them. */
final class ParameterOctets {

  // Of a message. The two lowest bits are the body's ordinal; ordinals never change.
  private static final int BODY = 0b11;
  private static final int SMTP_UTF8 = 1 << 2;
  private static final int REQUIRE_TLS = 1 << 3;
  private static final int RETURN_FULL = 1 << 4;
  private static final int RETURN_HEADER = 1 << 5;
  private static final int ENVELOPE_ID = 1 << 6;

  // Of a recipient.
  private static final int NOTIFY = 1;
  private static final int ON_SUCCESS = 1 << 1;
  private static final int ON_FAILURE = 1 << 2;
  private static final int ON_DELAY = 1 << 3;
  private static final int ORIGINAL_RECIPIENT = 1 << 4;

  private ParameterOctets() {}

  static void write(DataOutputStream out, MailParameters parameters) throws IOException {
    boolean full = parameters.returned().filter(ReturnedContent.FULL::equals).isPresent();
    out.writeByte(
        parameters.body().ordinal()
            | (parameters.smtpUtf8() ? SMTP_UTF8 : 0)
            | (parameters.requireTls() ? REQUIRE_TLS : 0)
            | (full ? RETURN_FULL : 0)
            | (!full && parameters.returned().isPresent() ? RETURN_HEADER : 0)
            | (parameters.envelopeId().isPresent() ? ENVELOPE_ID : 0));
    if (parameters.envelopeId().isPresent()) {
      out.writeUTF(parameters.envelopeId().get());
    }
  }

  static MailParameters readMail(DataInputStream in) throws IOException {
    int bits = in.readByte();
    int body = bits & BODY;
    if (body >= BodyType.values().length) {
      throw new IOException("no body type " + body);
    }
    Optional<ReturnedContent> returned =
        isSet(bits, RETURN_FULL)
            ? Optional.of(ReturnedContent.FULL)
            : isSet(bits, RETURN_HEADER) ? Optional.of(ReturnedContent.HDRS) : Optional.empty();
    return new MailParameters(
        BodyType.values()[body],
        isSet(bits, SMTP_UTF8),
        isSet(bits, REQUIRE_TLS),
        returned,
        isSet(bits, ENVELOPE_ID) ? Optional.of(in.readUTF()) : Optional.empty());
  }

  static void write(DataOutputStream out, RcptParameters parameters) throws IOException {
    Notify notify = parameters.notifyOn().orElse(Notify.NEVER);
    out.writeByte(
        (parameters.notifyOn().isPresent() ? NOTIFY : 0)
            | (notify.success() ? ON_SUCCESS : 0)
            | (notify.failure() ? ON_FAILURE : 0)
            | (notify.delay() ? ON_DELAY : 0)
            | (parameters.originalRecipient().isPresent() ? ORIGINAL_RECIPIENT : 0));
    if (parameters.originalRecipient().isPresent()) {
      out.writeUTF(parameters.originalRecipient().get().addressType());
      out.writeUTF(parameters.originalRecipient().get().encoded());
    }
  }

  static RcptParameters readRcpt(DataInputStream in) throws IOException {
    int bits = in.readByte();
    if (bits == 0) {
      return RcptParameters.NONE;
    }
    Notify notify =
        new Notify(isSet(bits, ON_SUCCESS), isSet(bits, ON_FAILURE), isSet(bits, ON_DELAY));
    return new RcptParameters(
        isSet(bits, NOTIFY) ? Optional.of(notify) : Optional.empty(),
        isSet(bits, ORIGINAL_RECIPIENT)
            ? Optional.of(new OriginalRecipient(in.readUTF(), in.readUTF()))
            : Optional.empty());
  }

  private static boolean isSet(int bits, int bit) {
    return (bits & bit) != 0;
  }
}
