/**
 * The console's pages: one backing bean a page, which calls the services and keeps no copy of what
 * they know.
 */
package org.chukei.web.console;
