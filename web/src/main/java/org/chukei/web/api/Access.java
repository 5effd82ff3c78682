package org.chukei.web.api;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Set;
import org.chukei.console.Role;

/** What a request does, told by its method and path: whether it changes anything, and who may. */
final class Access {

  /** They are sent by POST for the sake of their bodies, and change nothing. */
  private static final Set<String> ASKING =
      Set.of("simulate", "policy/what-if", "policy/self-test");

  /** What lies beneath them is an operator's. */
  private static final Set<String> OPERATED = Set.of("queue", "pauses");

  private Access() {}

  /** Without the slash that some containers begin it with. */
  static String path(ContainerRequestContext request) {
    return request.getUriInfo().getPath().replaceFirst("^/", "");
  }

  static boolean changes(ContainerRequestContext request) {
    String method = request.getMethod();
    return !method.equals(HttpMethod.GET)
        && !method.equals(HttpMethod.HEAD)
        && !method.equals(HttpMethod.OPTIONS)
        && !ASKING.contains(path(request));
  }

  static Role needed(ContainerRequestContext request) {
    if (!changes(request)) {
      return Role.VIEWER;
    }
    String first = path(request).split("/", 2)[0];
    return OPERATED.contains(first) ? Role.OPERATOR : Role.ADMINISTRATOR;
  }
}
