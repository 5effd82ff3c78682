/**
 * The REST API, which the command line and scripts use: JSON under {@code /api}, opened by the
 * token in {@code CHUKEI_HOME/api.token}. What it shows and takes is the services' own; the shapes
 * of its JSON stand as records in the resource that owns them.
 */
package org.chukei.web.api;
