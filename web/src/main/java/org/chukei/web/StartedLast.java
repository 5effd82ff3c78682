package org.chukei.web;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import org.chukei.management.WebModule;

/**
 * Tells that console and API answer. It serves no path; it is a servlet because the container
 * starts those in an order that can be told (web.xml), after listeners and filters, and stops them
 * before those. The API's own servlet starts among the first.
 */
public class StartedLast extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Inject private transient WebModule module;

  @Override
  public void init() {
    module.started();
  }

  @Override
  public void destroy() {
    module.stopping();
  }
}
