package org.chukei.web.api;

/** The body of every answer that is no success, in English, for a person to read. */
public record Problem(String message) {}
