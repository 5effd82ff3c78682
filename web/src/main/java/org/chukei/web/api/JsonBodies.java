package org.chukei.web.api;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Answers 400 to a body that is not the JSON that was asked for, and bounds its size. */
@Provider
public class JsonBodies implements ReaderInterceptor {

  /** In octets: more than the longest texts of both lists. */
  static final int LARGEST = 24 << 20;

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    byte[] body = context.getInputStream().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw new ClientErrorException(
          "a body has at most " + LARGEST + " octets", Status.REQUEST_ENTITY_TOO_LARGE);
    }
    if (body.length == 0) {
      throw new BadRequestException("the body is missing; it must be a JSON object");
    }
    context.setProperty(AuditedBody.PROPERTY, body);
    context.setInputStream(new ByteArrayInputStream(body));
    Object read;
    try {
      read = context.proceed();
    } catch (ProcessingException e) {
      throw new BadRequestException("the body is not the JSON object that belongs here", e);
    }
    if (read == null) {
      throw new BadRequestException("the body must be a JSON object, not null");
    }
    return read;
  }
}
