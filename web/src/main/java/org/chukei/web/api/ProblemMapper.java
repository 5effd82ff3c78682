package org.chukei.web.api;

import jakarta.ejb.EJBException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chukei.account.ConflictException;
import org.chukei.account.NotFoundException;
import org.chukei.account.UnacceptableException;
import org.chukei.console.WeakPasswordException;
import org.chukei.decision.OpensUpException;
import org.chukei.policy.Danger;
import org.chukei.policy.ListKind;
import org.chukei.policy.ListRejectedException;
import org.chukei.policy.NeedsAcknowledgementException;

/** Turns whatever went wrong into a status and a {@link Problem}; a defect tells only our log. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

  private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());
  private static final int UNPROCESSABLE = 422;

  @Override
  public Response toResponse(Throwable thrown) {
    Throwable e = cause(thrown);
    if (e instanceof WebApplicationException known) {
      return of(known);
    }
    if (e instanceof ListRejectedException rejected) {
      String list = rejected.list().map(ListKind::toString).orElse(null);
      return of(UNPROCESSABLE, new RuleListJson.Rejection(e.getMessage(), list, rejected.errors()));
    }
    if (e instanceof NeedsAcknowledgementException dangerous) {
      return of(409, dangers(dangerous));
    }
    if (e instanceof OpensUpException opening) {
      return of(409, opening(opening));
    }
    if (e instanceof UnacceptableException || e instanceof WeakPasswordException) {
      return of(UNPROCESSABLE, new Problem(e.getMessage()));
    }
    if (e instanceof ConflictException) {
      return of(409, new Problem(e.getMessage()));
    }
    if (e instanceof NotFoundException) {
      return of(404, new Problem(e.getMessage()));
    }
    LOG.log(Level.ERROR, "a request to the API failed", e);
    if (e instanceof IOException || e instanceof IllegalStateException) {
      return of(503, new Problem("it can't be asked now; the server's log says why"));
    }
    return of(500, new Problem("the server failed; its log says why"));
  }

  /** An EJB wraps what it didn't expect. */
  private static Throwable cause(Throwable thrown) {
    return thrown instanceof EJBException && thrown.getCause() != null
        ? cause(thrown.getCause())
        : thrown;
  }

  private static RuleListJson.Dangers dangers(NeedsAcknowledgementException e) {
    return new RuleListJson.Dangers(
        "the list is dangerous and needs an acknowledgement: " + e.getMessage(),
        e.dangers().stream().map(Danger::text).toList());
  }

  private static RuleListJson.Opening opening(OpensUpException e) {
    Map<String, Long> clients = new LinkedHashMap<>();
    e.clients().forEach((client, recipients) -> clients.put(client.toString(), recipients));
    return new RuleListJson.Opening(e.getMessage(), clients);
  }

  private static Response of(int status, Object entity) {
    return Response.status(status).type(MediaType.APPLICATION_JSON).entity(entity).build();
  }

  private static Response of(WebApplicationException e) {
    Response answer = e.getResponse();
    if (answer.hasEntity()) {
      return answer;
    }
    // What the framework says of itself ("HTTP 404 Not Found") helps nobody.
    String said = e.getMessage();
    String message =
        said != null && !said.startsWith("HTTP ")
            ? said
            : answer.getStatus() == Status.NOT_FOUND.getStatusCode()
                ? "there is nothing at this path"
                : answer.getStatusInfo().getReasonPhrase();
    return Response.fromResponse(answer)
        .type(MediaType.APPLICATION_JSON)
        .entity(new Problem(message))
        .build();
  }
}
