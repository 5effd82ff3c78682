package org.chukei.web.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything annotated with a path or as a provider in this module answers under {@code /api}. */
@ApplicationPath("/api")
public class RestApi extends Application {}
