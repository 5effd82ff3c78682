package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import org.chukei.console.Role;

/** In whose name a request to the API is made. */
@RequestScoped
public class Caller {

  /** Stands as the author of what is done with the server's own token. */
  static final String API = "api";

  private String name = "";
  private Role role = Role.VIEWER;

  void is(String name, Role role) {
    this.name = name;
    this.role = role;
  }

  /** As the audit log and the versions of lists have it; empty for a stranger. */
  public String name() {
    return name;
  }

  boolean may(Role needed) {
    return role.includes(needed);
  }

  Role role() {
    return role;
  }
}
